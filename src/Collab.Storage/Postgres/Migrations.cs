using Migration = Collab.Storage.Sqlite.Migration;

namespace Collab.Storage.Postgres;

/// <summary>Every step from an empty database to the schema of this program. A released step is never changed.</summary>
internal static class Migrations
{
    /// <summary>The schema of a backup of data that has one of these: the program that wrote the data knows it.</summary>
    public static int SchemaOfBackup(int version) => version switch { < 3 => 1, 3 => 2, _ => 3 };

    public static IReadOnlyList<Migration> All { get; } =
    [
        // Times are ticks, as in the SQLite schema: timestamptz is ten times coarser, and what was hashed must come back as it was.
        new(1, """
            -- The head moves in the transaction of the events it counts: that is how a lost tail is seen. Room is left on each page so
            -- that moving it touches no index.
            CREATE TABLE streams (
                key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                id bytea NOT NULL UNIQUE,
                kind text NOT NULL,
                epoch bytea NOT NULL,
                head bigint NOT NULL DEFAULT 0,
                head_hash bytea NOT NULL
            ) WITH (fillfactor = 50);

            -- clause, actor and kind are UTF-8 bytes because text cannot hold a NUL, and compares by the rules of a language.
            CREATE TABLE events (
                stream bigint NOT NULL REFERENCES streams (key),
                seq bigint NOT NULL,
                clause bytea,
                actor bytea NOT NULL,
                command uuid NOT NULL,
                ordinal integer NOT NULL,
                kind bytea NOT NULL,
                at bigint NOT NULL,
                data bytea NOT NULL,
                payload bytea,
                salt bytea,
                digest bytea,
                hash bytea NOT NULL,
                CONSTRAINT events_key PRIMARY KEY (stream, seq)
            );
            CREATE UNIQUE INDEX events_by_command ON events (stream, actor, command, ordinal);
            CREATE INDEX events_by_clause ON events (stream, clause, seq);

            CREATE TABLE snapshots (
                stream bigint PRIMARY KEY REFERENCES streams (key),
                seq bigint NOT NULL,
                hash bytea NOT NULL,
                format integer NOT NULL,
                bytes bytea NOT NULL,
                digest bytea NOT NULL
            );

            CREATE TABLE texts (hash bytea PRIMARY KEY, bytes bytea NOT NULL);

            CREATE TABLE people (id text PRIMARY KEY, display_name text NOT NULL, created bigint NOT NULL);

            CREATE TABLE sessions (
                id text PRIMARY KEY,
                person text NOT NULL REFERENCES people (id),
                created bigint NOT NULL,
                last_seen bigint NOT NULL,
                device text,
                ended bigint
            );
            CREATE INDEX sessions_by_person ON sessions (person);

            CREATE TABLE tokens (
                id text PRIMARY KEY,
                person text NOT NULL REFERENCES people (id),
                name text NOT NULL,
                scopes integer NOT NULL,
                seminar text,
                secret text NOT NULL UNIQUE,
                created bigint NOT NULL,
                expires bigint,
                last_used bigint,
                revoked bigint
            );
            CREATE INDEX tokens_by_person ON tokens (person);

            CREATE TABLE links (
                secret text PRIMARY KEY,
                kind integer NOT NULL,
                person text REFERENCES people (id),
                seminar text,
                role text,
                created bigint NOT NULL,
                expires bigint NOT NULL,
                remote_allowed boolean NOT NULL,
                used bigint
            );
            CREATE INDEX links_by_person ON links (person);

            CREATE TABLE memberships (
                person text NOT NULL REFERENCES people (id),
                seminar text NOT NULL,
                member text NOT NULL,
                PRIMARY KEY (person, seminar)
            );
            CREATE INDEX memberships_by_seminar ON memberships (seminar, member);

            CREATE TABLE settings (key text PRIMARY KEY, value bytea NOT NULL);

            CREATE TABLE data_protection_keys (
                number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                id text NOT NULL UNIQUE,
                xml text NOT NULL
            );
            """),
        new(2, ClusterMembership.Sql),
        new(3, """
            -- Who came in by which command (a hash of it and of the link's secret): the same one again is the same person.
            CREATE TABLE joins (command text PRIMARY KEY, person text NOT NULL REFERENCES people (id), seminar text NOT NULL);
            ALTER TABLE links ADD COLUMN command text;
            """),
        new(4, """
            -- When somebody showed who they are, and how. Of a session that is older than this nobody noted how: 0.
            ALTER TABLE sessions ADD COLUMN signed_in bigint NOT NULL DEFAULT 0;
            UPDATE sessions SET signed_in = created;
            ALTER TABLE sessions ADD COLUMN way integer NOT NULL DEFAULT 0;
            ALTER TABLE sessions ADD COLUMN grant_data bytea;
            ALTER TABLE sessions ADD COLUMN checked bigint;

            -- By its id a link is listed and revoked; older ones have none.
            ALTER TABLE links ADD COLUMN id text;
            ALTER TABLE links ADD COLUMN member text;
            ALTER TABLE links ADD COLUMN revoked bigint;
            CREATE UNIQUE INDEX links_by_id ON links (id);

            CREATE TABLE passkeys (
                id bytea PRIMARY KEY,
                person text NOT NULL REFERENCES people (id),
                name text NOT NULL,
                public_key bytea NOT NULL,
                sign_count bigint NOT NULL,
                transports text NOT NULL,
                verified boolean NOT NULL,
                backup_eligible boolean NOT NULL,
                backed_up boolean NOT NULL,
                created bigint NOT NULL,
                last_used bigint
            );
            CREATE INDEX passkeys_by_person ON passkeys (person);

            -- What a browser was asked to sign, until it answers: by the hash of the secret in its cookie.
            CREATE TABLE ceremonies (
                id text PRIMARY KEY,
                kind integer NOT NULL,
                person text REFERENCES people (id),
                state bytea NOT NULL,
                expires bigint NOT NULL
            );
            CREATE INDEX ceremonies_by_expires ON ceremonies (expires);

            -- Whom an institution's sign-in means.
            CREATE TABLE identities (
                issuer text NOT NULL,
                subject text NOT NULL,
                person text NOT NULL REFERENCES people (id),
                created bigint NOT NULL,
                last_seen bigint NOT NULL,
                PRIMARY KEY (issuer, subject)
            );
            CREATE INDEX identities_by_person ON identities (person);

            CREATE TABLE contacts (person text PRIMARY KEY REFERENCES people (id), address text NOT NULL, confirmed bigint);
            CREATE INDEX contacts_by_address ON contacts (address);
            """),
    ];
}
