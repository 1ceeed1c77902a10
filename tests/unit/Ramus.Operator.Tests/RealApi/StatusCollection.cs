namespace Ramus.Operator.Tests.RealApi;

/// <summary>Tests that share an API server, one after another; each leaves it without networks.</summary>
[CollectionDefinition("status")]
public sealed class StatusCollection : ICollectionFixture<ApiServerFixture>;
