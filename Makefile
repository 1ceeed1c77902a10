# Ramus. Developers and CI use only these targets; `make` without a target lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# A native compilation uses two cores and a gigabyte of memory, so targets run one after the other, even with `make -j`.
.NOTPARALLEL:

CLUSTER    ?= ramus
# Compilations in the same checkout wait for each other with a lock on this file.
BUILD_LOCK ?= $(CURDIR)/Makefile
export BUILD_LOCK

# `make build images ARCH=arm64` builds programs and images for another architecture, into separate folders.
host   := $(if $(filter aarch64 arm64,$(shell uname -m)),arm64,amd64)
ARCH   := $(host)
cross  := $(filter-out $(host),$(ARCH))
$(if $(filter amd64 arm64,$(ARCH)),,$(error ARCH can be amd64 or arm64, not '$(ARCH)'))

# --close: otherwise the compiler servers that dotnet leaves running would hold the lock for 15 minutes.
# $$BUILD_LOCK comes from the environment, because a path may contain any character.
dotnet := flock --close "$$BUILD_LOCK" dotnet
rid    := linux-$(if $(filter arm64,$(ARCH)),arm64,x64)
bin    := artifacts/bin$(cross:%=/%)

.PHONY: help build try demo test test-fast test-vm bench bench-burst bench-operator bench-peer bench-peer-files conformance fuzz soak cluster-up cluster-down images release lint accept soak-cluster format manifests docs clean

help: ## List these targets
	@echo "Ramus: multiple networks for Kubernetes pods. Targets:"
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "To start: make try"

# --- programs ---------------------------------------------------------------------------------------------------------

programs := ramus ramus-node ramus-operator ramus-webhook kubectl-ramus
binaries := $(programs:%=$(bin)/%)

project.ramus          := cni-plugin/Ramus.Plugin
project.ramus-node     := operator/Ramus.Node
project.ramus-operator := operator/Ramus.Operator
project.ramus-webhook  := webhook/Ramus.Webhook
project.kubectl-ramus  := operator/Ramus.Client

# Options to link for another architecture.
target        := $(if $(filter arm64,$(ARCH)),aarch64,x86_64)
cross-options := -p:SysRoot="$$sysroot" -p:ObjCopyName=$(target)-linux-gnu-objcopy

libraries := $(wildcard operator/Ramus.Contract operator/Ramus.Validation operator/Ramus.Kubernetes \
  cni-plugin/Ramus.Linux cni-plugin/Ramus.Cni cni-plugin/Ramus.Attachers \
  cni-plugin/Ramus.Attachments)
settings  := $(wildcard Directory.* .editorconfig global.json)
published  = artifacts/publish/$(notdir $(project.$*))/release_$(rid)
# The SDK does not link again if only the linker options have changed.
linked     = artifacts/obj/$(notdir $(project.$*))/release_$(rid)/native
# Includes folders, because the modification time of a folder changes when a file in it is removed.
tree       = $(shell find $(1) -type f -o -type d)

build: $(binaries) ## Build the five programs into artifacts/bin (native code; only what changed)

.SECONDEXPANSION:
$(binaries): $(bin)/%: $(settings) $$(call tree,$(libraries) $$(project.$$*)) | native-packages
	@echo "== publishing $* as native code ($$(date +%T))"
	rm -rf $(published) $(linked)
	$(if $(cross),sysroot=$$(config/images/sysroot $(ARCH));) \
	$(dotnet) publish $(project.$*) --configuration Release --runtime $(rid) --nologo --verbosity quiet \
	  -p:RestoreLockedMode=true $(if $(cross),$(cross-options))
	@[[ ! -e $(published)/$*.dll ]] || { echo "$* is not native: $(project.$*) must import Directory.Program.props" >&2; exit 1; }
	install -D -m 755 $(published)/$* $@.new
	mv $@.new $@

# The program has this page for `explain`.
$(bin)/kubectl-ramus: docs/validation.md

.PHONY: native-packages
native-packages:
	@[[ -n "$$(type -P dotnet)" ]] || { echo "The .NET SDK is not installed; global.json names the required version." \
	  "Install it from https://dot.net, then run this command again." >&2; exit 1; }
	@tests/need-packages clang lld zlib1g-dev $(if $(cross),binutils-$(subst _,-,$(target))-linux-gnu)

# --- try and demo -----------------------------------------------------------------------------------------------------

# FILES=config/samples/networks/bridge.yaml runs other files, OPTIONS="--label zone=a" passes options (see `kubectl-ramus try --help`).
try: FILES   ?= config/samples/seed
try: OPTIONS ?= --device intel.com/sriov=0000:03:02.0,0000:03:02.1
try: artifacts/bin/ramus artifacts/bin/kubectl-ramus ## Run the seed examples on a scratch node, without a cluster; FILES=… runs other files (root)
	@tests/need-packages containernetworking-plugins iproute2 iptables jq
	mapfile -t stand_ins < <(tests/plugins/plugin-dirs); \
	  artifacts/bin/kubectl-ramus try -f $(FILES) $(OPTIONS) "$${stand_ins[@]/#/--plugin-dir=}"

demo: images ## Run the seed examples on a real single-node Kubernetes cluster with the chart (root)
	tests/cluster/demo --name $(CLUSTER)

cluster-up: ## Start a single-node Kubernetes (root; CLUSTER=name for a second one)
	tests/cluster/cluster up --name $(CLUSTER)

cluster-down: ## Stop the cluster and remove its files
	tests/cluster/cluster down --name $(CLUSTER)

archives := $(patsubst %,artifacts/images$(cross:%=/%)/%.tar,ramus-node ramus-operator ramus-webhook)

images: $(archives) ## Build the container images into artifacts/images (reproducible; ARCH=arm64 for arm64 nodes)

$(archives) &: $(binaries) config/images/build config/images/sysroot Directory.Build.props
	config/images/build --arch $(ARCH)

# The clients for macOS and Windows.
clients := $(addprefix artifacts/bin/,osx-x64/kubectl-ramus osx-arm64/kubectl-ramus win-x64/kubectl-ramus.exe)
client   = artifacts/publish/Ramus.Client/release_$(notdir $(@D))

$(clients): docs/validation.md $(settings) $$(call tree,$(libraries) operator/Ramus.Client) | native-packages
	@echo "== publishing kubectl-ramus for $(notdir $(@D)) ($$(date +%T))"
	rm -rf $(client)
	$(dotnet) publish operator/Ramus.Client --configuration Release --runtime $(notdir $(@D)) --nologo --verbosity quiet
	install -D -m 755 $(client)/$(@F) $@.new
	mv $@.new $@

# REGISTRY and DOWNLOADS are the addresses in the chart and in the manifest for krew.
release: $(clients) ## Build what a release publishes into artifacts/release: images, chart, install.yaml, client (VERSION=x.y.z is checked)
	$(MAKE) images ARCH=amd64
	$(MAKE) images ARCH=arm64
	config/release/build $(VERSION:%=--version %) $(REGISTRY:%=--registry %) $(DOWNLOADS:%=--downloads %)

docs: ## Build docs/ as a static site into artifacts/docs
	docs/site/build

# --- tests and checks -------------------------------------------------------------------------------------------------

test: images ## Run all tests (cluster and network tests need root)
	tests/run

test-fast: ## Run the tests that need no root and take no seconds, in a minute
	tests/run --fast

bench: $(binaries) ## Measure the attach time against the plugins alone, and the programs with 10,000 networks (root)
	@tests/need-packages containernetworking-plugins iproute2
	$(dotnet) build tests/tools/Ramus.Benchmarks --configuration Release --nologo --verbosity quiet
	artifacts/bin/Ramus.Benchmarks/release/Ramus.Benchmarks artifacts/bin/ramus artifacts/bin/ramus-node \
	  artifacts/bin/ramus-operator artifacts/bin/ramus-webhook /usr/lib/cni

# 110 pods at once, with and without the bound on concurrent ADDs: `make bench-burst ROUNDS=5`.
bench-burst: ROUNDS ?= 3
bench-burst: artifacts/bin/ramus ## Measure 110 pods that start at once, with several values of concurrentAdds (ROUNDS=3, root)
	@tests/need-packages containernetworking-plugins iproute2
	$(dotnet) build tests/tools/Ramus.Benchmarks --configuration Release --nologo --verbosity quiet
	artifacts/bin/Ramus.Benchmarks/release/Ramus.Benchmarks burst artifacts/bin/ramus /usr/lib/cni $(ROUNDS)

# Another meta-plugin in turn with ramus: see "Compare with another meta-plugin" in docs/performance.md.
bench-peer-files: FOLDER ?= artifacts/peer
bench-peer-files: ## Write the networks and pods of a comparison with another meta-plugin into FOLDER
	$(dotnet) build tests/tools/Ramus.Benchmarks --configuration Release --nologo --verbosity quiet
	artifacts/bin/Ramus.Benchmarks/release/Ramus.Benchmarks peer $(FOLDER)

bench-peer: PODS   ?= default/bench-1 default/bench-3
bench-peer: ROUNDS ?= 60
bench-peer: artifacts/bin/ramus ## Measure another meta-plugin (PEER=program CONFIG=file) in turn with ramus (ROUNDS=60, root)
	@tests/need-packages containernetworking-plugins iproute2
	$(dotnet) build tests/tools/Ramus.Benchmarks --configuration Release --nologo --verbosity quiet
	artifacts/bin/Ramus.Benchmarks/release/Ramus.Benchmarks peer artifacts/bin/ramus $(PEER) $(CONFIG) $(PODS) \
	  /usr/lib/cni $(ROUNDS)

# Only the operator's part of `make bench`: `make bench-operator IDLE=600` includes ten idle minutes without a write.
bench-operator: IDLE ?= 60
bench-operator: artifacts/bin/ramus-operator ## Measure the operator with 10,000 networks, changes, kills and IDLE=60 idle seconds
	$(dotnet) build tests/tools/Ramus.Benchmarks --configuration Release --nologo --verbosity quiet
	artifacts/bin/Ramus.Benchmarks/release/Ramus.Benchmarks operator artifacts/bin/ramus-operator $(IDLE)

test-vm: artifacts/bin/ramus ## Test built-in plugins on Debian's kernel in a virtual machine, with an SR-IOV card (root)
	tests/vm/run
	$(dotnet) build tests/unit/Ramus.Linux.Tests --nologo --verbosity quiet
	$(dotnet) build tests/unit/Ramus.Attachers.Tests --nologo --verbosity quiet
	tests/vm/boot --seconds 3600 tests/vm/chained

conformance: artifacts/bin/ramus ## Test PLUGIN=path (default: ramus) against every clause of CNI and NPWG (root)
	@tests/need-packages iproute2
	$(dotnet) build tests/tools/Ramus.Conformance --nologo --verbosity quiet
	artifacts/bin/Ramus.Conformance/debug/Ramus.Conformance $(or $(PLUGIN),artifacts/bin/ramus --reasons docs/conformance.md)

# SECONDS per target, TARGET=config for one target, JOBS=2 targets at a time, SEED=7 repeats a run; INPUT=file runs only that input.
fuzz: SECONDS ?= 60
fuzz: ## Feed hostile input to the parsers, the plugin and the webhook (SECONDS=60 per target, TARGET=config, JOBS=2)
	$(dotnet) build tests/tools/Ramus.Fuzz --configuration Release --nologo --verbosity quiet
	artifacts/bin/Ramus.Fuzz/release/Ramus.Fuzz --seconds $(SECONDS) $(if $(TARGET),--target $(TARGET)) \
	  $(if $(JOBS),--jobs $(JOBS)) $(if $(SEED),--seed $(SEED)) $(if $(INPUT),--input $(INPUT))

# SEED=7 repeats the kills of a run. Every labelled point is tested with every way to continue.
soak: CRASHES ?= 2000
soak: PAIRS ?= 5000
soak: artifacts/bin/ramus artifacts/bin/ramus-node ## Kill the plugin CRASHES=2000 times, add and delete PAIRS=5000 pods, and check for leaks (root)
	@tests/need-packages containernetworking-plugins iproute2
	$(dotnet) build tests/system/Ramus.Crash --nologo --verbosity quiet
	RAMUS_AGENT=artifacts/bin/ramus-node RAMUS_SOAK=1 RAMUS_CRASHES=$(CRASHES) RAMUS_PAIRS=$(PAIRS) $(if $(SEED),RAMUS_SEED=$(SEED)) \
	  artifacts/bin/Ramus.Crash/debug/Ramus.Crash -noLogo -showLiveOutput

soak-cluster: images ## Create 1,000 pods during three rollouts of the node agent on a real cluster (root)
	RAMUS_ROLLOUTS=3 RAMUS_ROLLOUT_PODS=1000 tests/cluster/soak

# The projects with tests that have this trait.
accept = $(sort $(shell grep -rl --include='*.cs' 'Trait(Expected.Trait, Expected.Files)' tests | cut -d / -f 1-3))

accept: artifacts/bin/ramus ## Rewrite every expected file and generated table; review the difference (root)
	@((EUID == 0)) || { echo "docs/conformance.md is generated from tests in network namespaces: run this command as root" >&2; exit 1; }
	@tests/need-packages iproute2
	tests/fetch-tools
	for project in $(accept); do $(dotnet) build $$project --nologo --verbosity quiet; done
	for project in $(notdir $(accept)); do \
	  RAMUS_ACCEPT=yes artifacts/bin/$$project/debug/$$project -noLogo -trait Expected=Files; done

lint: ## Check formatting, scripts, YAML and the chart
	$(dotnet) format Operator.sln --verify-no-changes
	tests/lint

format: ## Format the C# sources
	$(dotnet) format Operator.sln

manifests: ## Render config/ (kustomize) from the chart
	config/render

clean: ## Remove artifacts/ (keeps the cache in ~/.cache/ramus)
	rm -rf artifacts
