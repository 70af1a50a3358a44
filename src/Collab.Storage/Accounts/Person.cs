namespace Collab.Storage.Accounts;

/// <summary>Somebody who may have seats in seminars.</summary>
/// <param name="Id">Opaque, 128 random bits; <see cref="Secret.NewId"/>.</param>
/// <param name="DisplayName">As the person wrote it.</param>
/// <param name="Created">When they first came.</param>
public sealed record Person(string Id, string DisplayName, DateTimeOffset Created);
