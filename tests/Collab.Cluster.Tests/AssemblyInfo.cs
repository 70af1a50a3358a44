// Two at a time keep two processors busy; the longest first, and those that measure by themselves.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
[assembly: TestCollectionOrderer("Collab.Cluster.Tests.LongestFirst", "Collab.Cluster.Tests")]

// Signals, /proc, mounts, network namespaces.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
