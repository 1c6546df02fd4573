import type { Secret } from "../secret.ts";

/** How to reach a MySQL or MariaDB database: what db_creds.yaml holds. */
export interface MySqlSettings {
  readonly host: string;
  readonly user: string;
  readonly password: Secret;
  readonly database: string;
  readonly port: number;
  /** Demands TLS and checks the server's certificate and name, against `ca` (PEM text) where given. */
  readonly ssl?: { readonly ca?: string };
}
