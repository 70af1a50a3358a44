#if PLANTED_DEFECTS
using Collab.Domain.Planting;
using Collab.Formats.Tests.Export;
using Collab.Formats.Tests.Markdown;
using Xunit.Sdk;

namespace Collab.Formats.Tests;

/// <summary>What is planted in the formats fails the test that docs/reliability.md names. Alone: a defect is planted for the whole process.</summary>
[CollectionDefinition(nameof(PlantedDefectTests), DisableParallelization = true)]
[Collection(nameof(PlantedDefectTests))]
public sealed class PlantedDefectTests
{
    [Theory]
    [InlineData(Defect.HiddenBodyInExport)]
    [InlineData(Defect.FormulaInCsv)]
    [InlineData(Defect.SanitizerOff)]
    public Task Is_found_by_the_test_that_the_table_names(Defect defect) =>
        Assert.ThrowsAnyAsync<XunitException>(() => Planted.WhileAsync(defect, () => TestOf(defect)));

    private static Task TestOf(Defect defect) => defect switch
    {
        Defect.HiddenBodyInExport => new ExporterTests().What_is_hidden_leaves_for_those_only_who_may_read_it_and_what_is_removed_for_nobody("json"),
        Defect.FormulaInCsv => new CsvExporterTests().No_cell_that_a_person_wrote_is_a_formula_and_none_breaks_its_row(),
        Defect.SanitizerOff => Task.Run(new MarkdownRendererTests().No_payload_makes_an_element_an_attribute_or_an_address_outside_the_whitelist),
        _ => throw new ArgumentOutOfRangeException(nameof(defect)),
    };
}
#endif
