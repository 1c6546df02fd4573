/** What ends a ZMTP connection: its peer sent what it may not send. */
export class ZmtpFault extends Error {
  override readonly name = "ZmtpFault";
  /** Whether the peer is told in an ERROR command: only one that speaks ZMTP 3 would understand it. */
  readonly told: boolean;

  constructor(message: string, { told = false }: { readonly told?: boolean } = {}) {
    super(message);
    this.told = told;
  }
}
