using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Events;

namespace Collab.Domain.Json;

/// <summary>How the domain's records are written as JSON: camelCase, nulls left out, other scripts than Latin unescaped.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(DocumentMetadataConverter)])]
[JsonSerializable(typeof(DocumentImported))]
[JsonSerializable(typeof(TextRevised))]
[JsonSerializable(typeof(NoteKept))]
[JsonSerializable(typeof(EditionAdded))]
[JsonSerializable(typeof(AuthorNamed))]
[JsonSerializable(typeof(NotesImported))]
[JsonSerializable(typeof(DocumentClosed))]
[JsonSerializable(typeof(DocumentReopened))]
[JsonSerializable(typeof(ClauseLocked))]
[JsonSerializable(typeof(ClauseUnlocked))]
[JsonSerializable(typeof(SlowModeSet))]
[JsonSerializable(typeof(ApprovalSet))]
[JsonSerializable(typeof(RoundOpened))]
[JsonSerializable(typeof(RoundRevealed))]
[JsonSerializable(typeof(RoundCancelled))]
[JsonSerializable(typeof(RoundEnded))]
[JsonSerializable(typeof(Led))]
[JsonSerializable(typeof(SessionOpened))]
[JsonSerializable(typeof(ScribeSet))]
[JsonSerializable(typeof(SessionClosed))]
[JsonSerializable(typeof(AgendaSet))]
[JsonSerializable(typeof(TimerSet))]
[JsonSerializable(typeof(TimerEnded))]
[JsonSerializable(typeof(HandRaised))]
[JsonSerializable(typeof(HandLowered))]
[JsonSerializable(typeof(FloorGiven))]
[JsonSerializable(typeof(FloorEnded))]
[JsonSerializable(typeof(StanceTaken))]
[JsonSerializable(typeof(StanceWithdrawn))]
[JsonSerializable(typeof(StanceReasonHidden))]
[JsonSerializable(typeof(StanceReasonShown))]
[JsonSerializable(typeof(StancesSet))]
[JsonSerializable(typeof(AnnotationAdded))]
[JsonSerializable(typeof(ReplyAdded))]
[JsonSerializable(typeof(AnnotationEdited))]
[JsonSerializable(typeof(AnnotationDeleted))]
[JsonSerializable(typeof(AnnotationHidden))]
[JsonSerializable(typeof(AnnotationShown))]
[JsonSerializable(typeof(ThreadResolved))]
[JsonSerializable(typeof(ThreadReopened))]
[JsonSerializable(typeof(ThreadMerged))]
[JsonSerializable(typeof(ThreadUnmerged))]
[JsonSerializable(typeof(RelationAdded))]
[JsonSerializable(typeof(RelationRemoved))]
[JsonSerializable(typeof(ReactionAdded))]
[JsonSerializable(typeof(ReactionRemoved))]
[JsonSerializable(typeof(PinPlaced))]
[JsonSerializable(typeof(PinMoved))]
[JsonSerializable(typeof(PinRemoved))]
[JsonSerializable(typeof(SeminarCreated))]
[JsonSerializable(typeof(SeminarDeleted))]
[JsonSerializable(typeof(MemberJoined))]
[JsonSerializable(typeof(MemberRenamed))]
[JsonSerializable(typeof(MemberRoleChanged))]
[JsonSerializable(typeof(MemberRemoved))]
[JsonSerializable(typeof(MemberRestored))]
[JsonSerializable(typeof(SeatLinkMade))]
[JsonSerializable(typeof(OwnerLinkMade))]
[JsonSerializable(typeof(SeatMoved))]
[JsonSerializable(typeof(MemberMuted))]
[JsonSerializable(typeof(MemberUnmuted))]
[JsonSerializable(typeof(MemberNotesHidden))]
[JsonSerializable(typeof(MemberNotesShown))]
[JsonSerializable(typeof(ContentErased))]
[JsonSerializable(typeof(SettingsChanged))]
[JsonSerializable(typeof(InviteCreated))]
[JsonSerializable(typeof(InviteRevoked))]
[JsonSerializable(typeof(CodeShown))]
[JsonSerializable(typeof(CodeEnded))]
[JsonSerializable(typeof(DocumentAdded))]
[JsonSerializable(typeof(NoteFlagged))]
[JsonSerializable(typeof(NoteUnflagged))]
[JsonSerializable(typeof(FlagsDismissed))]
[JsonSerializable(typeof(FlagsReopened))]
[JsonSerializable(typeof(ApprovalBegun))]
[JsonSerializable(typeof(ApprovalRefused))]
[JsonSerializable(typeof(NoteApproved))]
[JsonSerializable(typeof(NoteRejected))]
[JsonSerializable(typeof(RejectionWithdrawn))]
[JsonSerializable(typeof(ReadMarked))]
[JsonSerializable(typeof(WatchSet))]
[JsonSerializable(typeof(Words))]
[JsonSerializable(typeof(IReadOnlyList<ClauseDraft>))]
[JsonSerializable(typeof(DocumentSnapshot))]
public sealed partial class DomainJson : JsonSerializerContext
{
    /// <summary>The context with text left as it is: the default escapes other scripts than Latin sixfold.</summary>
    public static DomainJson Instance => _instance ??= new(Relaxed());

    /// <summary>The same for a snapshot as it is stored, its notes in rows. Between nodes it goes without: one of them may be older.</summary>
    public static DomainJson Stored => _stored ??= new(new JsonSerializerOptions(Relaxed()) { Converters = { new AnnotationRowsConverter() } });

    // Made at first use: the order of static initializers across the parts of a partial class is not defined.
    private static DomainJson? _instance, _stored;

    private static JsonSerializerOptions Relaxed() => new(Default.GeneratedSerializerOptions!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
