using System.Text;
using Ramus.Contract.Cni;
using Ramus.Linux.Files;

namespace Ramus.Attachers.Ipam.HostLocal;

/// <summary>Reads DNS settings from a file like /etc/resolv.conf (resolv.conf(5)).</summary>
internal static class ResolvConf
{
    private const int MaxBytes = 64 << 10;

    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ResultDns Read(string path)
    {
        List<string> nameservers = [], search = [], options = [];
        string? domain = null;
        foreach (var line in Encoding.UTF8.GetString(BoundedFile.Read(path, MaxBytes)).Split('\n'))
        {
            var fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 2 || fields[0][0] is '#' or ';')
            {
                continue;
            }

            switch (fields[0])
            {
                case "nameserver":
                    nameservers.Add(fields[1]);
                    break;
                case "domain":
                    domain = fields[1];
                    break;
                case "search":
                    search.AddRange(fields[1..]);
                    break;
                case "options":
                    options.AddRange(fields[1..]);
                    break;
            }
        }

        return new ResultDns { Nameservers = nameservers, Domain = domain, Search = search, Options = options };
    }
}
