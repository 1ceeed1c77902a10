using Ramus.Contract.Selection;

namespace Ramus.Contract.Tests.Selection;

public sealed class JsonFormRefusalTests
{
    [Theory]
    [InlineData("""{"name":"a"}""", "expected a list, got an object; write [{\"name\": ...}]")]
    [InlineData("\"a\"", "expected a list, got a string")]
    [InlineData("[null]", "element 1 of annotation k8s.v1.cni.cncf.io/networks: expected a JSON object, got null")]
    [InlineData("""[{"name":"a"},null]""", "element 2")]
    [InlineData("""["a"]""", "expected a JSON object, got a string")]
    [InlineData("[[]]", "expected a JSON object, got a list")]
    [InlineData("""[{"name":"a"},]""", "remove the comma before the closing ']'")]
    [InlineData("[adsfasdfasdfasf]", "line 1 column 2: 'adsfasdfasdfasf' is not a JSON value")]
    [InlineData("[{}]", "has no 'name'")]
    [InlineData("""[{"name":""}]""", "has no 'name'")]
    [InlineData("""[{"name":1}]""",
        "key 'name' of element 1 of annotation k8s.v1.cni.cncf.io/networks: expected a string")]
    [InlineData("""[{"name":"../../x"}]""", "is not a DNS-1123 name")]
    [InlineData("""[{"name":"a\u0000"}]""", "\"a\\u0000\" is not a DNS-1123 name")]
    [InlineData("""[{"name":"a","namespace":"../x"}]""", "key 'namespace'")]
    [InlineData("""[{"name":"a","namespace":"a.b"}]""", "is not a DNS-1123 label")]
    [InlineData("""[{"name":"a","Name":"b"}]""", "is used twice")]
    [InlineData("""[{"name":"a","interface":"very_long_interface_name"}]""", "key 'interface'")]
    [InlineData("""[{"name":"a","interface":"a/b"}]""", "contains '/'")]
    [InlineData("""[{"name":"a","interfaceRequest":".."}]""", "is the name of a directory")]
    [InlineData("""[{"name":"a","interface":"lo"}]""", "the pod's loopback")]
    [InlineData("""[{"name":"a","interface":1}]""", "expected a string, got a number")]
    public void Elements_that_are_wrong(string annotation, string message)
    {
        Bytes.Refusal(() => NetworkSelection.Parse(annotation, "test")).ShouldContain(message);
    }

    [Theory]
    [InlineData("\"ips\":\"10.0.0.1\"", "expected a list, got a string")]
    [InlineData("\"ips\":[]", "is an empty list")]
    [InlineData("\"ips\":[\"10.0.0.1/33\"]", "is not an IP address with a prefix length")]
    [InlineData("\"ips\":[\"fd00::1/129\"]", "is not an IP address with a prefix length")]
    [InlineData("\"ips\":[\"10.0.0.1/\"]", "is not an IP address with a prefix length")]
    [InlineData("\"ips\":[\"10.0.0.1/+8\"]", "is not an IP address with a prefix length")]
    [InlineData("\"ips\":[\"abc\"]", "\"abc\" is not an IP address")]
    [InlineData("\"ips\":[\"\"]", "is not an IP address")]
    [InlineData("\"ips\":[\"10.1\"]", "is not an IP address")]
    [InlineData("\"ips\":[\"1\"]", "is not an IP address")]
    [InlineData("\"ips\":[\"0x7f000001\"]", "is not an IP address")]
    [InlineData("\"ips\":[\"010.0.0.1\"]", "is not an IP address")]
    [InlineData("\"ips\":[\"10.0.0.256\"]", "is not an IP address")]
    [InlineData("\"ips\":[\"10.0.0.1.1\"]", "is not an IP address")]
    [InlineData("\"ips\":[\"fe80::1%eth0\"]", "is not an IP address")]
    [InlineData("\"ips\":[\"[fd00::1]\"]", "is not an IP address")]
    [InlineData("\"ips\":[\"fd00:::1\"]", "is not an IP address")]
    [InlineData("\"ips\":[\"::1.2.3\"]", "is not an IP address")]
    [InlineData("\"ips\":[\" 10.0.0.1\"]", "is not an IP address")]
    [InlineData("\"ips\":[1]", "key 'ips[0]'")]
    [InlineData("\"default-route\":\"10.0.0.1\"", "expected a list")]
    [InlineData("\"default-route\":[\"10.0.0.1/24\"]", "is not the IP address of a gateway")]
    [InlineData("\"default-route\":[\"x\"]", "is not the IP address of a gateway")]
    [InlineData("\"default-route\":[\"10.0.0.1\",\"10.0.0.2\"]", "more than one IPv4 gateway in 'default-route'")]
    [InlineData("\"default-route\":[\"10.0.0.1\",\"::ffff:10.0.0.2\"]", "more than one IPv4 gateway")]
    [InlineData("\"default-route\":[\"fd00::1\",\"fd00::2\"]", "more than one IPv6 gateway")]
    [InlineData("\"cni-args\":[]", "expected an object, got a list")]
    [InlineData("\"cni-args\":{\"a\":1,\"A\":2}", "is used twice")]
    [InlineData("\"deviceID\":\"a/b\"", "key 'deviceID'")]
    [InlineData("\"ips\":[\"::1/128\"]", "is a loopback address, which no interface of a pod can have")]
    [InlineData("\"ips\":[\"127.0.0.1/8\"]", "is a loopback address")]
    [InlineData("\"ips\":[\"0.0.0.0/0\"]", "is the unspecified address")]
    [InlineData("\"ips\":[\"::\"]", "is the unspecified address")]
    [InlineData("\"ips\":[\"ff02::1/64\"]", "is a multicast address")]
    [InlineData("\"ips\":[\"10.0.0.1\",\"224.0.0.5/24\"]", "is a multicast address")]
    [InlineData("\"deviceID\":\"a b\"", "key 'deviceID'")]
    [InlineData("\"ipam-claim-reference\":\"A B\"", "is not the name of an IPAMClaim")]
    [InlineData("\"ipam-claim-reference\":\"c\",\"ips\":[\"10.0.0.1\"]", "both 'ips' and 'ipam-claim-reference'")]
    public void Values_that_are_wrong(string pair, string message)
    {
        Bytes.Refusal(() => NetworkSelection.Parse($$"""[{"name":"a",{{pair}}}]""", "test")).ShouldContain(message);
    }

    [Theory]
    [InlineData("\"mac\":\"xx\"", "is not a hardware address")]
    [InlineData("\"mac\":1", "expected a string")]
    [InlineData("\"infiniband-guid\":\"02:00:5e:10:00:01\"", "is not 8 bytes")]
    [InlineData("\"infiniband-guid\":\"x\"", "is not 8 bytes")]
    [InlineData("\"infiniband-guid\":\"00:00:00:00:00:00:00:00\"", "is all zeros")]
    [InlineData("\"infiniband-guid\":\"0000.0000.0000.0000\"", "is all zeros")]
    [InlineData("\"infiniband-guid\":\"ff:FF:ff:ff:ff:ff:ff:ff\"", "is all ones")]
    [InlineData("\"infiniband-guid\":\"ffff.ffff.ffff.ffff\"", "is all ones")]
    [InlineData("\"mac\":\"00-00-00-00-00-00\"", "all-zero address")]
    [InlineData("\"mac\":\"0300.0000.0001\"", "is a multicast")]
    [InlineData("\"mac\":\"02:00:5e:10:00:00:00:01\"", "has 8 bytes, but a MAC address has six")]
    [InlineData("\"mac\":\"0200.5e10.0000.0001\"", "request the GUID of an InfiniBand device with 'infiniband-guid'")]
    [InlineData("\"mac\":\"0000.0000.fe80.0000.0000.0000.0200.5e10.0000.0001\"", "has 20 bytes")]
    public void Hardware_addresses_that_are_wrong(string pair, string message) => Values_that_are_wrong(pair, message);

    [Theory]
    [InlineData("[]", "is an empty list")]
    [InlineData("{}", "expected a list")]
    [InlineData("[null]", "port mapping 1")]
    [InlineData("[{}]", "has no 'hostPort'")]
    [InlineData("[{\"hostPort\":1}]", "has no 'containerPort'")]
    [InlineData("[{\"hostPort\":0,\"containerPort\":1}]", "0 is not a port")]
    [InlineData("[{\"hostPort\":65536,\"containerPort\":1}]", "65536 is not a port")]
    [InlineData("[{\"hostPort\":-1,\"containerPort\":1}]", "-1 is not a port")]
    [InlineData("[{\"hostPort\":\"1\",\"containerPort\":1}]", "expected a number, got a string")]
    [InlineData("[{\"hostPort\":1,\"containerPort\":1,\"protocol\":\"icmp\"}]", "is not TCP, UDP or SCTP")]
    [InlineData("[{\"hostPort\":1,\"containerPort\":1,\"hostIP\":\"x\"}]", "is not an IP address")]
    public void Port_mappings_that_are_wrong(string mappings, string message)
    {
        Bytes.Refusal(() => NetworkSelection.Parse($$"""[{"name":"a","portMappings":{{mappings}}}]""", "test"))
            .ShouldContain(message);
    }

    [Theory]
    [InlineData("{}", "must have one of ingressRate")]
    [InlineData("[]", "expected an object")]
    [InlineData("{\"ingressRate\":0}", "0 is not a positive number")]
    [InlineData("{\"egressRate\":-5}", "-5 is not a positive number")]
    [InlineData("{\"ingressBurst\":5}", "has ingressBurst but no ingressRate")]
    [InlineData("{\"ingressRate\":5,\"egressBurst\":5}", "has egressBurst but no egressRate")]
    [InlineData("{\"ingressRate\":1.5}", "expected a 64-bit integer")]
    public void Bandwidths_that_are_wrong(string bandwidth, string message)
    {
        Bytes.Refusal(() => NetworkSelection.Parse($$"""[{"name":"a","bandwidth":{{bandwidth}}}]""", "test"))
            .ShouldContain(message);
    }

    [Theory]
    [InlineData("""[{"name":"a","interface":"x"},{"name":"b"},{"name":"c","interfaceRequest":"x"}]""",
        "elements 1 and 3 both request interface 'x'")]
    [InlineData("""[{"name":"a","default-route":["10.0.0.1"]},{"name":"b","default-route":["10.1.0.1"]}]""",
        "more than one IPv4 gateway in 'default-route' (elements 1 and 2)")]
    public void Elements_that_do_not_go_together(string annotation, string message)
    {
        Bytes.Refusal(() => NetworkSelection.Parse(annotation, "test")).ShouldContain(message);
    }

    [Fact]
    public void Text_that_is_no_Unicode_is_refused()
    {
        Bytes.Refusal(() => NetworkSelection.Parse("[{\"name\":\"\ud800\"}]", "test")).ShouldContain("surrogate");
    }
}
