// Each test measures or kills a process of its own; two at once would disturb each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
