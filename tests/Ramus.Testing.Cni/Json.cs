using System.Text;
using System.Text.Json;
using Ramus.Contract.Cni;

namespace Ramus.Testing.Cni;

public static class Json
{
    public static JsonElement Of(string text) => JsonDocument.Parse(text).RootElement;

    public static NetworkConfig Network(string text) =>
        NetworkConfig.Parse(Encoding.UTF8.GetBytes(text), "test network");
}
