using Ramus.Cluster.Leftovers;

[assembly: TestCollectionOrderer(typeof(LastCollectionOrderer))]
