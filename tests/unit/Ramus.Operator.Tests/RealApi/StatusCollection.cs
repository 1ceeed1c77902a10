namespace Ramus.Operator.Tests.RealApi;

/// <summary>Tests that share one API server and run one after another; each deletes its networks.</summary>
[CollectionDefinition("status")]
public sealed class StatusCollection : ICollectionFixture<ApiServerFixture>;
