import { messageOf, PinbookError } from "../errors.ts";
import type { MySqlSettings } from "./mysql-settings.ts";

const credentials = "HOST, USER, PASSWORD, DATABASE and PORT stand in db_creds.yaml";

/** The database for people, without its password: `mysql://user@host:3306/database`. */
export const describeMySql = ({ user, host, port, database }: MySqlSettings): string =>
  `mysql://${user}@${host}:${port}/${database}`;

/** What went wrong with the database, in words that name the place and the remedy; an error that is not the database's keeps its words. */
export const mySqlError = (error: unknown, settings: MySqlSettings, table?: string): PinbookError => {
  if (error instanceof PinbookError) return error;
  const code = codeOf(error);
  if (code === "") return new PinbookError(messageOf(error), { cause: error });
  const explain = explanations[code];
  const problem = explain
    ? explain(settings, table)
    : `${describeMySql(settings)}: ${messageOf(error)} (${code}); ${credentials}`;
  return new PinbookError(problem, { exitCode: code.startsWith("ER_") ? 2 : 1, cause: error });
};

type Explain = (settings: MySqlSettings, table: string | undefined) => string;

const unreachable: Explain = ({ host, port }) =>
  `no MySQL server answers at ${host}:${port}: start it, or mend HOST and PORT in db_creds.yaml (without that file the bundled tables are used)`;

const denied: Explain = ({ host, port, user }) =>
  `the MySQL server at ${host}:${port} refuses user ${user} with this password: mend USER and PASSWORD in db_creds.yaml`;

const unknownDatabase: Explain = ({ host, port, database }) =>
  `the MySQL server at ${host}:${port} has no database ${database}: create it, or mend DATABASE in db_creds.yaml`;

const noAccess: Explain = ({ host, port, user, database }) =>
  `user ${user} may not do this in database ${database} at ${host}:${port}: have the rights granted, or mend USER and DATABASE in db_creds.yaml`;

const missingTable: Explain = (settings, table) =>
  `${describeMySql(settings)} has no table ${table ?? ""}: fill it with \`pinbook data load\`, or mend DATABASE in db_creds.yaml`;

const lost: Explain = ({ host, port }) =>
  `the MySQL server at ${host}:${port} broke the connection off: see that it still runs, then try again`;

const noTls: Explain = ({ host, port }) =>
  `no TLS connection with the MySQL server at ${host}:${port}: check that it offers TLS, that its certificate names ${host} and that the CA is the right one`;

const explanations: Readonly<Record<string, Explain>> = {
  ECONNREFUSED: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: unreachable,
  PROTOCOL_CONNECTION_LOST: lost,
  ECONNRESET: lost,
  EPIPE: lost,
  ER_ACCESS_DENIED_ERROR: denied,
  ER_BAD_DB_ERROR: unknownDatabase,
  ER_DBACCESS_DENIED_ERROR: noAccess,
  ER_TABLEACCESS_DENIED_ERROR: noAccess,
  ER_NO_SUCH_TABLE: missingTable,
  HANDSHAKE_SSL_ERROR: noTls,
  HANDSHAKE_NO_SSL_SUPPORT: noTls,
};

const codeOf = (error: unknown): string => {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "";
};
