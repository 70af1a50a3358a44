// One thread decides everything; and a planted defect is planted for the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
