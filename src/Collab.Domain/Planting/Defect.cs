namespace Collab.Domain.Planting;

/// <summary>What may be planted. docs/reliability.md says of each what it does and which test finds it.</summary>
public enum Defect
{
    AcknowledgedBeforeDurable,
    PublishedBeforeDurable,
    FailedWriteApplied,
    LostAnswerIsFailure,
    RetryAnswersAnotherSeq,
    ReusedIdAccepted,
    ConflictNotDecidedAgain,
    StaleDecisionAccepted,
    DuplicateFailsItsBatch,
    ResumeOneTooFar,
    ResumeOneTooNear,
    DroppedOnReconnect,
    RingFloorIgnored,
    WakeUpForgotten,
    ReadsBeforeItIsThere,
    GateNeverOpens,
    TimeGoesBack,
    NumberGivenTwice,
    RoleChangeIgnored,
    MembersThoughtTold,
    PageWithHole,
}
