using Ramus.Testing.Kubernetes.RealApi;

namespace Ramus.Operator.Tests.RealApi;

/// <summary>One API server for the tests of a class; null where no API server can run.</summary>
public sealed class ApiServerFixture : IAsyncLifetime
{
    private ApiServer? api;

    public ApiServer Api
    {
        get
        {
            Assert.SkipWhen(ApiServer.Missing is not null, ApiServer.Missing ?? "");
            return api!;
        }
    }

    public async ValueTask InitializeAsync() => api = ApiServer.Missing is null ? await ApiServer.StartAsync() : null;

    public async ValueTask DisposeAsync()
    {
        if (api is not null)
        {
            await api.DisposeAsync();
        }
    }

    /// <summary>Whether the CRD is served, with its status subresource.</summary>
    public Task EstablishedAsync() => Eventually.HoldsAsync(
        async () => await Api.FindAsync(Nads.Crd) is { } crd
            && crd["spec"]!["versions"]![0]!["subresources"]?["status"] is not null
            && crd["status"]?["conditions"]?.AsArray().Any(
                c => (string?)c!["type"] == "Established" && (string?)c["status"] == "True") == true,
        "the CRD");
}
