// Most of a test is waiting: two at a time, but for those that measure.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

// Signals, /proc, mounts, network namespaces.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
