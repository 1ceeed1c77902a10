# Ramus. Everything a developer or a CI does is a target here; `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# A native compilation takes both cores and a gigabyte: one after the other, also under `make -j`.
.NOTPARALLEL:

CLUSTER    ?= ramus
# Compilations that meet in this checkout queue on this file.
BUILD_LOCK ?= $(CURDIR)/Makefile
export BUILD_LOCK

# `make build images ARCH=arm64` makes programs and images for another kind of machine, in folders of its own.
host   := $(if $(filter aarch64 arm64,$(shell uname -m)),arm64,amd64)
ARCH   := $(host)
cross  := $(filter-out $(host),$(ARCH))
$(if $(filter amd64 arm64,$(ARCH)),,$(error ARCH can be amd64 or arm64, not '$(ARCH)'))

# --close: the compiler servers that dotnet leaves behind would hold the lock for a quarter of an hour.
# From the environment: a path may hold any character.
dotnet := flock --close "$$BUILD_LOCK" dotnet
rid    := linux-$(if $(filter arm64,$(ARCH)),arm64,x64)
bin    := artifacts/bin$(cross:%=/%)

.PHONY: help build try demo test test-fast bench bench-operator conformance fuzz soak cluster-up cluster-down images lint accept soak-cluster format manifests docs clean

help: ## List these targets
	@echo "Ramus: several networks for a Kubernetes pod. Targets:"
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "First time here: make try"

# --- the programs -----------------------------------------------------------------------------------------------------

programs := ramus ramus-node ramus-operator ramus-webhook kubectl-ramus
binaries := $(programs:%=$(bin)/%)

project.ramus          := cni-plugin/Ramus.Plugin
project.ramus-node     := operator/Ramus.Node
project.ramus-operator := operator/Ramus.Operator
project.ramus-webhook  := webhook/Ramus.Webhook
project.kubectl-ramus  := operator/Ramus.Client

# How to link for a kind of machine that this is not.
target        := $(if $(filter arm64,$(ARCH)),aarch64,x86_64)
cross-options := -p:SysRoot="$$sysroot" -p:ObjCopyName=$(target)-linux-gnu-objcopy

libraries := $(wildcard operator/Ramus.Contract operator/Ramus.Validation operator/Ramus.Kubernetes \
  cni-plugin/Ramus.Linux cni-plugin/Ramus.Cni cni-plugin/Ramus.Attachments)
settings  := $(wildcard Directory.* .editorconfig global.json)
published  = artifacts/publish/$(notdir $(project.$*))/release_$(rid)
# The SDK does not link again when only linker options changed.
linked     = artifacts/obj/$(notdir $(project.$*))/release_$(rid)/native
# Folders count too: their time changes when a file in them is removed.
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

.PHONY: native-packages
native-packages:
	@[[ -n "$$(type -P dotnet)" ]] || { echo "The .NET SDK is not installed; global.json says which version it must be." \
	  "Get it from https://dot.net, then run this again." >&2; exit 1; }
	@tests/need-packages clang lld zlib1g-dev $(if $(cross),binutils-$(subst _,-,$(target))-linux-gnu)

# --- seeing it work ---------------------------------------------------------------------------------------------------

# FILES=config/samples/networks/bridge.yaml runs others, OPTIONS="--label zone=a" passes options (see `kubectl-ramus try --help`).
try: FILES   ?= config/samples/seed
try: OPTIONS ?= --device intel.com/sriov=0000:03:02.0,0000:03:02.1
try: artifacts/bin/ramus artifacts/bin/kubectl-ramus ## The seed's pods on a scratch node on this machine, no cluster; FILES=… others (root)
	@tests/need-packages containernetworking-plugins iproute2 iptables jq
	mapfile -t stand_ins < <(tests/plugins/plugin-dirs); \
	  artifacts/bin/kubectl-ramus try -f $(FILES) $(OPTIONS) "$${stand_ins[@]/#/--plugin-dir=}"

demo: images ## The same on a real Kubernetes: cluster, images, chart, pods, what each pod got (root)
	tests/cluster/demo --name $(CLUSTER)

cluster-up: ## Start a single-node Kubernetes (root; CLUSTER=name for a second one)
	tests/cluster/cluster up --name $(CLUSTER)

cluster-down: ## Stop it and remove all that belongs to it
	tests/cluster/cluster down --name $(CLUSTER)

archives := $(patsubst %,artifacts/images$(cross:%=/%)/%.tar,ramus-node ramus-operator ramus-webhook)

images: $(archives) ## Build the container images into artifacts/images (reproducible; ARCH=arm64 for such nodes)

$(archives) &: $(binaries) config/images/build config/images/sysroot Directory.Build.props
	config/images/build --arch $(ARCH)

docs: ## Build docs/ as a static site into artifacts/docs
	docs/site/build

# --- keeping it right -------------------------------------------------------------------------------------------------

test: images ## All tests; cluster and network tests need root
	tests/run

test-fast: ## Unit tests, no root, seconds
	tests/run --fast

bench: $(binaries) ## Attach against the plugins alone; agent, webhook and operator with 10,000 networks (root)
	@tests/need-packages containernetworking-plugins iproute2
	$(dotnet) build tests/tools/Ramus.Benchmarks --configuration Release --nologo --verbosity quiet
	artifacts/bin/Ramus.Benchmarks/release/Ramus.Benchmarks artifacts/bin/ramus artifacts/bin/ramus-node \
	  artifacts/bin/ramus-operator artifacts/bin/ramus-webhook /usr/lib/cni

# The operator's part of it alone: `make bench-operator IDLE=600` shows ten minutes without a write.
bench-operator: IDLE ?= 60
bench-operator: artifacts/bin/ramus-operator ## The operator with 10,000 networks, changes, kills and IDLE=60 seconds of quiet
	$(dotnet) build tests/tools/Ramus.Benchmarks --configuration Release --nologo --verbosity quiet
	artifacts/bin/Ramus.Benchmarks/release/Ramus.Benchmarks operator artifacts/bin/ramus-operator $(IDLE)

conformance: artifacts/bin/ramus ## Try every clause of CNI and NPWG on PLUGIN=path, by default ours (root)
	@tests/need-packages iproute2
	$(dotnet) build tests/tools/Ramus.Conformance --nologo --verbosity quiet
	artifacts/bin/Ramus.Conformance/debug/Ramus.Conformance $(or $(PLUGIN),artifacts/bin/ramus --reasons docs/conformance.md)

# SECONDS for each target, TARGET=config for one, JOBS=2 at a time, SEED=7 as before; INPUT=file runs that input only.
fuzz: SECONDS ?= 60
fuzz: ## Feed the parsers, the plugin and the webhook hostile input (SECONDS=60 for each target, TARGET=config, JOBS=2)
	$(dotnet) build tests/tools/Ramus.Fuzz --configuration Release --nologo --verbosity quiet
	artifacts/bin/Ramus.Fuzz/release/Ramus.Fuzz --seconds $(SECONDS) $(if $(TARGET),--target $(TARGET)) \
	  $(if $(JOBS),--jobs $(JOBS)) $(if $(SEED),--seed $(SEED)) $(if $(INPUT),--input $(INPUT))

# SEED=7 repeats the kills of a run; every labelled instant is tried with every way to go on.
soak: CRASHES ?= 2000
soak: PAIRS ?= 5000
soak: artifacts/bin/ramus artifacts/bin/ramus-node ## Kill the plugin CRASHES=2000 times, add and delete PAIRS=5000 pods, and look for leaks (root)
	@tests/need-packages containernetworking-plugins iproute2
	$(dotnet) build tests/system/Ramus.Crash --nologo --verbosity quiet
	RAMUS_AGENT=artifacts/bin/ramus-node RAMUS_SOAK=1 RAMUS_CRASHES=$(CRASHES) RAMUS_PAIRS=$(PAIRS) $(if $(SEED),RAMUS_SEED=$(SEED)) \
	  artifacts/bin/Ramus.Crash/debug/Ramus.Crash -noLogo -showLiveOutput

soak-cluster: images ## 1,000 pods during three rollouts of the node agent on a real cluster (root)
	RAMUS_ROLLOUTS=3 RAMUS_ROLLOUT_PODS=1000 tests/cluster/soak

# The projects that have tests with this trait.
accept = $(sort $(shell grep -rl --include='*.cs' 'Trait(Expected.Trait, Expected.Files)' tests | cut -d / -f 1-3))

accept: artifacts/bin/ramus ## Rewrite every expected file and generated table; review the difference (root)
	@((EUID == 0)) || { echo "docs/conformance.md comes from network namespaces: run this as root" >&2; exit 1; }
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

manifests: ## Rewrite config/ (kustomize) from the chart
	config/render

clean: ## Remove artifacts/ (the cache in ~/.cache/ramus stays)
	rm -rf artifacts
