namespace Collab.Storage.Sqlite;

/// <summary>A numbered step from one schema to the next. A released step is never changed.</summary>
/// <param name="Version">The schema after it: 1, 2, 3 …</param>
/// <param name="Sql">The statements that lead there.</param>
internal sealed record Migration(int Version, string Sql)
{
    /// <summary>Every step from an empty file to the schema of this program.</summary>
    public static IReadOnlyList<Migration> All { get; } =
    [
        new(1, """
            CREATE TABLE streams (
                key INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL,
                epoch BLOB NOT NULL
            ) STRICT;

            -- With a rowid: rows go to the end of the table whatever their stream. Without one an insert took 1.3 times as long, for
            -- reads of a stream twice and of a clause 1.3 times as fast; the one writer is what limits.
            CREATE TABLE events (
                stream INTEGER NOT NULL REFERENCES streams (key),
                seq INTEGER NOT NULL,
                clause TEXT,
                actor TEXT NOT NULL,
                command BLOB NOT NULL,
                ordinal INTEGER NOT NULL,
                kind TEXT NOT NULL,
                at INTEGER NOT NULL,
                data BLOB NOT NULL,
                payload BLOB,
                salt BLOB,
                digest BLOB,
                hash BLOB NOT NULL,
                PRIMARY KEY (stream, seq)
            ) STRICT;
            CREATE UNIQUE INDEX events_by_command ON events (stream, actor, command, ordinal);
            CREATE INDEX events_by_clause ON events (stream, clause, seq);

            CREATE TABLE snapshots (
                stream INTEGER PRIMARY KEY REFERENCES streams (key),
                seq INTEGER NOT NULL,
                hash BLOB NOT NULL,
                format INTEGER NOT NULL,
                bytes BLOB NOT NULL,
                digest BLOB NOT NULL
            ) STRICT;

            CREATE TABLE texts (hash BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT;

            CREATE TABLE people (id TEXT PRIMARY KEY, display_name TEXT NOT NULL, created INTEGER NOT NULL) STRICT, WITHOUT ROWID;

            CREATE TABLE sessions (
                id TEXT PRIMARY KEY,
                person TEXT NOT NULL REFERENCES people (id),
                created INTEGER NOT NULL,
                last_seen INTEGER NOT NULL,
                device TEXT,
                ended INTEGER
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX sessions_by_person ON sessions (person);

            CREATE TABLE tokens (
                id TEXT PRIMARY KEY,
                person TEXT NOT NULL REFERENCES people (id),
                name TEXT NOT NULL,
                scopes INTEGER NOT NULL,
                seminar TEXT,
                secret TEXT NOT NULL UNIQUE,
                created INTEGER NOT NULL,
                expires INTEGER,
                last_used INTEGER,
                revoked INTEGER
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX tokens_by_person ON tokens (person);

            CREATE TABLE links (
                secret TEXT PRIMARY KEY,
                kind INTEGER NOT NULL,
                person TEXT REFERENCES people (id),
                seminar TEXT,
                role TEXT,
                created INTEGER NOT NULL,
                expires INTEGER NOT NULL,
                remote_allowed INTEGER NOT NULL,
                used INTEGER
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX links_by_person ON links (person);

            CREATE TABLE memberships (
                person TEXT NOT NULL REFERENCES people (id),
                seminar TEXT NOT NULL,
                member TEXT NOT NULL,
                PRIMARY KEY (person, seminar)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX memberships_by_seminar ON memberships (seminar, member);

            CREATE TABLE settings (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

            CREATE TABLE data_protection_keys (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, xml TEXT NOT NULL) STRICT;
            """),
        new(2, """
            -- Who came in by which command (a hash of it and of the link's secret): the same one again is the same person.
            CREATE TABLE joins (command TEXT PRIMARY KEY, person TEXT NOT NULL REFERENCES people (id), seminar TEXT NOT NULL) STRICT, WITHOUT ROWID;
            ALTER TABLE links ADD COLUMN command TEXT;
            """),
        new(3, """
            -- When somebody showed who they are, and how. Of a session that is older than this nobody noted how: 0.
            ALTER TABLE sessions ADD COLUMN signed_in INTEGER NOT NULL DEFAULT 0;
            UPDATE sessions SET signed_in = created;
            ALTER TABLE sessions ADD COLUMN way INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE sessions ADD COLUMN grant_data BLOB;
            ALTER TABLE sessions ADD COLUMN checked INTEGER;

            -- By its id a link is listed and revoked; older ones have none.
            ALTER TABLE links ADD COLUMN id TEXT;
            ALTER TABLE links ADD COLUMN member TEXT;
            ALTER TABLE links ADD COLUMN revoked INTEGER;
            CREATE UNIQUE INDEX links_by_id ON links (id);

            CREATE TABLE passkeys (
                id BLOB PRIMARY KEY,
                person TEXT NOT NULL REFERENCES people (id),
                name TEXT NOT NULL,
                public_key BLOB NOT NULL,
                sign_count INTEGER NOT NULL,
                transports TEXT NOT NULL,
                verified INTEGER NOT NULL,
                backup_eligible INTEGER NOT NULL,
                backed_up INTEGER NOT NULL,
                created INTEGER NOT NULL,
                last_used INTEGER
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX passkeys_by_person ON passkeys (person);

            -- What a browser was asked to sign, until it answers: by the hash of the secret in its cookie.
            CREATE TABLE ceremonies (
                id TEXT PRIMARY KEY,
                kind INTEGER NOT NULL,
                person TEXT REFERENCES people (id),
                state BLOB NOT NULL,
                expires INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX ceremonies_by_expires ON ceremonies (expires);

            -- Whom an institution's sign-in means.
            CREATE TABLE identities (
                issuer TEXT NOT NULL,
                subject TEXT NOT NULL,
                person TEXT NOT NULL REFERENCES people (id),
                created INTEGER NOT NULL,
                last_seen INTEGER NOT NULL,
                PRIMARY KEY (issuer, subject)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX identities_by_person ON identities (person);

            CREATE TABLE contacts (person TEXT PRIMARY KEY REFERENCES people (id), address TEXT NOT NULL, confirmed INTEGER) STRICT, WITHOUT ROWID;
            CREATE INDEX contacts_by_address ON contacts (address);
            """),
    ];
}
