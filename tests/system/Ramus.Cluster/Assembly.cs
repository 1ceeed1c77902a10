using System.Runtime.Versioning;
using Ramus.Cluster.Leftovers;

[assembly: SupportedOSPlatform("linux")]
[assembly: TestCollectionOrderer(typeof(LastCollectionOrderer))]
