#if PLANTED_DEFECTS
using System.Runtime.Versioning;
using Collab.Domain.Planting;
using Collab.Storage.Tests.Sqlite;
using Xunit.Sdk;

namespace Collab.Storage.Tests;

/// <summary>What is planted in the storage fails the test that docs/reliability.md names. Alone: a defect is planted for the whole process.</summary>
[CollectionDefinition(nameof(PlantedDefectTests), DisableParallelization = true)]
[Collection(nameof(PlantedDefectTests))]
[UnsupportedOSPlatform("windows")]
public sealed class PlantedDefectTests
{
    [Theory]
    [InlineData(Defect.SeqWithoutKey)]
    [InlineData(Defect.DamagedRowServed)]
    [InlineData(Defect.LostTailUnseen)]
    [InlineData(Defect.ErasedInSnapshot)]
    [InlineData(Defect.ErasedInFreePages)]
    [InlineData(Defect.ErasedInSplitPages)]
    [InlineData(Defect.UpgradeWithoutBackup)]
    [InlineData(Defect.EpochKeptByRestore)]
    [InlineData(Defect.FolderSharedByTwo)]
    public Task Is_found_by_the_test_that_the_table_names(Defect defect) =>
        Assert.ThrowsAnyAsync<XunitException>(() => Planted.WhileAsync(defect, () => TestOf(defect)));

    private static Task TestOf(Defect defect) => defect switch
    {
        Defect.SeqWithoutKey => RunAsync<SqliteEventLogTests>(tests => tests.Of_two_writers_at_the_same_head_one_is_refused()),
        Defect.DamagedRowServed => RunAsync<SqliteDamageTests>(tests => tests.Whatever_column_is_changed_the_damage_is_found_at_its_seq("kind", "AnnotationHidden")),
        Defect.LostTailUnseen => RunAsync<SqliteDamageTests>(tests => tests.A_lost_tail_is_missed_though_what_is_left_is_a_whole_chain_and_nothing_is_written_behind_the_gap()),
        Defect.ErasedInSnapshot => RunAsync<SqliteEventLogTests>(tests => tests.Erasing_no_event_takes_the_snapshot_and_nothing_else()),
        Defect.ErasedInFreePages => RunAsync<SqliteEventLogTests>(tests => tests.What_was_erased_is_in_no_file_of_the_folder()),
        Defect.ErasedInSplitPages => RunAsync<SqliteErasureTests>(tests => tests.Of_snapshots_that_were_replaced_or_erased_no_byte_is_left_where_pages_were_split()),
        Defect.UpgradeWithoutBackup => RunAsync<SqliteContractTests>(tests => tests.Older_data_is_upgraded_after_a_backup_was_made_that_the_older_program_restores()),
        Defect.EpochKeptByRestore => RunAsync<SqliteContractTests>(tests => tests.A_restored_stream_has_another_epoch_and_the_same_chain()),
        Defect.FolderSharedByTwo => RunAsync<DataFolderTests>(tests => Task.Run(tests.A_second_one_in_the_same_process_is_refused_with_its_pid)),
        _ => throw new ArgumentOutOfRangeException(nameof(defect)),
    };

    private static async Task RunAsync<T>(Func<T, Task> test)
        where T : IDisposable, new()
    {
        using var tests = new T();
        await test(tests);
    }
}
#endif
