namespace Collab.Server.Mail;

/// <summary>How often somebody has what is new for them mailed.</summary>
public enum NewsFrequency
{
    /// <summary>Never.</summary>
    None,

    /// <summary>Within a minute or two, and no more than once in ten minutes.</summary>
    AtOnce,

    /// <summary>Once a day.</summary>
    Daily,

    /// <summary>Once a week.</summary>
    Weekly,
}
