namespace Ramus.Webhook.Pods;

/// <summary>One file of /etc/podnetinfo: a container's request or limit for huge pages of one size, in MiB.</summary>
internal sealed record HugePageFile(string Container, string Map, string Size)
{
    public string Path => $"hugepages_{Size.TrimEnd('i')}_{Map.TrimEnd('s')}_{Container}";

    public string Resource => $"{Map}.hugepages-{Size}";
}
