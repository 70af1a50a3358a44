using Collab.Domain.Seminars;

namespace Collab.Domain.Events;

/// <summary>The seminar goes by other rules from here on: these in place of all before.</summary>
public sealed record SettingsChanged(SeminarSettings Settings, long SeminarSeq = 0) : ToldEventData(SeminarSeq);
