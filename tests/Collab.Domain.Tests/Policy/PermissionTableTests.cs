using Collab.Domain.Policy;

namespace Collab.Domain.Tests.Policy;

public sealed class PermissionTableTests
{
    public static TheoryData<string, Role> Cells
    {
        get
        {
            var cells = new TheoryData<string, Role>();
            foreach (var action in PermissionsFile.Actions.Keys)
            {
                foreach (var role in Enum.GetValues<Role>())
                    cells.Add(action, role);
            }

            return cells;
        }
    }

    [Fact]
    public void Every_row_is_read_and_has_all_eight_callers()
    {
        Assert.Equal(PermissionsFile.Actions.Keys.Order(), PermissionTable.Actions.Order());
        Assert.Equal(PermissionsFile.Actions.Keys.Order(), Enum.GetValues<Right>().Select(PermissionTable.ActionOf).Order());
        Assert.All(PermissionsFile.Actions, row => Assert.Equal(["admin", "annotator", "anonymous", "guest", "moderator", "outsider", "owner", "reader"], row.Value.Keys.Order()));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Each_cell_means_what_it_says(string action, Role role)
    {
        var cell = PermissionsFile.Cell(action, role);
        Assert.Equal(cell is "yes" or "own", PermissionTable.May(action, role));
        foreach (var own in new[] { true, false })
        {
            var refused = Record.Exception(() => PermissionTable.Demand(action, role, own)) as RefusalException;
            Assert.Equal(PermissionsFile.Expected(action, role, own), refused?.Code ?? "");
            if (refused is not null && cell != "own")
                Assert.Equal(cell, RefusalCodes.Status[refused.Code].ToString());
        }
    }

    [Fact]
    public void An_action_without_a_row_is_a_mistake() => Assert.Throws<KeyNotFoundException>(() => PermissionTable.For("sing", Role.Owner));
}
