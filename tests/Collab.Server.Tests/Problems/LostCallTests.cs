using Collab.Server.Problems;
using Orleans.Serialization;

namespace Collab.Server.Tests.Problems;

public sealed class LostCallTests
{
    /// <summary>What Orleans says where another node's grain threw what does not travel, such as what the storage throws.</summary>
    [Theory]
    [InlineData(true, "outcome-unknown")]
    [InlineData(false, "unavailable")]
    public void What_another_node_met_and_could_not_send_is_no_fault_of_this_one(bool writing, string code)
    {
        var problem = Problem.Of(new CodecNotFoundException("Could not find a codec for type Collab.Storage.StorageUnavailableException."), writing);
        Assert.Equal((503, code), (problem.Status, problem.Code));
    }
}
