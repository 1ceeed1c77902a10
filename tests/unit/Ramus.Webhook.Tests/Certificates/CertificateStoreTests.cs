using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Ramus.Webhook.Certificates;

namespace Ramus.Webhook.Tests.Certificates;

public sealed class CertificateStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("ramus-webhook-tls-");
    private readonly FakeTimeProvider time = new(Now);
    private readonly CertificateStore store;

    public CertificateStoreTests()
    {
        store = new CertificateStore(directory.FullName, time, NullLogger<CertificateStore>.Instance);
    }

    [Fact]
    public void A_pair_that_is_not_valid_yet_is_taken_over_when_its_time_comes()
    {
        Write(Now.AddMinutes(-1), Now.AddHours(5));
        store.Refresh();
        var first = store.Current!.SerialNumber;

        Write(Now.AddHours(1), Now.AddHours(9));
        store.Refresh();

        store.Current.SerialNumber.ShouldBe(first);
        store.NotReadyReason.ShouldBeNull();
        store.Note.ShouldNotBeNull().ShouldContain("the certificate is not valid before 2026-01-01 01:00:00Z");
        time.Advance(TimeSpan.FromHours(1));
        store.Refresh();
        store.Current.SerialNumber.ShouldNotBe(first);
        store.Note.ShouldBeNull();
    }

    [Fact]
    public void Without_another_one_it_is_the_reason_that_the_program_is_not_ready()
    {
        Write(Now.AddHours(1), Now.AddHours(9));
        store.Refresh();

        store.Current.ShouldBeNull();
        store.NotReadyReason.ShouldNotBeNull().ShouldContain("is not valid before 2026-01-01 01:00:00Z");
    }

    [Fact]
    public void When_the_certificate_expires_readiness_names_it_and_the_problem_of_the_next_one()
    {
        Write(Now.AddMinutes(-1), Now.AddHours(1));
        store.Refresh();
        var serial = store.Current!.SerialNumber;
        Write(Now.AddHours(5), Now.AddHours(9));
        store.Refresh();

        time.Advance(TimeSpan.FromHours(2));

        store.NotReadyReason.ShouldNotBeNull().ShouldContain($"serial {serial}, expired at 2026-01-01 01:00:00Z; ");
        store.NotReadyReason.ShouldContain("is not valid before 2026-01-01 05:00:00Z");
    }

    public void Dispose() => directory.Delete(recursive: true);

    private void Write(DateTimeOffset start, DateTimeOffset end)
    {
        var (certificate, key) = SelfSigned.Pair(start, end);
        File.WriteAllText(Path.Combine(directory.FullName, "tls.crt"), certificate);
        File.WriteAllText(Path.Combine(directory.FullName, "tls.key"), key);
    }
}
