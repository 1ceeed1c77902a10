using System.Net;
using System.Text;
using k8s;
using Microsoft.Extensions.Logging;
using Ramus.Validation;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Deletion;
using Ramus.Webhook.Networks;
using Ramus.Webhook.Options;
using Ramus.Webhook.Pods;

namespace Ramus.Fuzz.Targets;

/// <summary>All that stands behind the webhook's port, over networks and pods that do not exist.</summary>
internal sealed class InventedWebhook : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly WebhookMetrics metrics = new();
    private readonly FailureLog failures = new();
    private readonly k8s.Kubernetes client = new(
        new KubernetesClientConfiguration { Host = "http://127.0.0.1:1" }, new InventedPods());

    public InventedWebhook()
    {
        Endpoint = new ReviewEndpoint(
            new ReviewIntake(), new WebhookOptions { ReviewTimeout = Patience }, metrics, TimeProvider.System,
            new ReviewLog(TimeProvider.System, failures));
        Reviews =
        [
            JudgedPod.Admission(JudgedPod.Settings[0]),
            new NetworkAdmission(static () => ValidationContext.Nothing),
            new DeletionGuard(client, Patience, new PodContext()),
        ];
    }

    public ReviewEndpoint Endpoint { get; }

    /// <summary>The exception behind the last answer with status 500.</summary>
    public string Failure => failures.Last?.ToString() ?? "";

    /// <summary>Those of pods, of networks and of their deletion.</summary>
    public IReadOnlyList<IReview> Reviews { get; }

    public void Dispose()
    {
        metrics.Dispose();
        client.Dispose();
    }

    private sealed class FailureLog : ILogger<ReviewLog>
    {
        public Exception? Last { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Last = exception ?? Last;
    }

    /// <summary>Answers in the API server's place, at once: pods with names of an even length are there.</summary>
    private sealed class InventedPods : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isThere = request.RequestUri!.AbsolutePath.Length % 2 == 0;
            return Task.FromResult(new HttpResponseMessage(isThere ? HttpStatusCode.OK : HttpStatusCode.NotFound)
            {
                RequestMessage = request,
                Content = new StringContent(
                    isThere
                        ? """{"kind":"Pod","metadata":{"annotations":{"k8s.v1.cni.cncf.io/networks":"net"}}}"""
                        : """{"kind":"Status","status":"Failure","reason":"NotFound","code":404}""",
                    Encoding.UTF8, "application/json"),
            });
        }
    }
}
