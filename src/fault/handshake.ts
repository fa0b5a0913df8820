/** What becomes of a connection before any request can travel on it: the answer of a connection fault. Plain data. */

/** What is wrong with the certificate, or with the handshake itself. */
export type TlsFlaw = 'expired' | 'self-signed' | 'wrong-host' | 'unknown-issuer' | 'aborted'

/** The stage of making a connection at which time is lost. */
export type ConnectPhase = 'lookup' | 'connect' | 'tls'

/** How a connection comes to stand, or doesn't. `delayMs` passes before anything of it is seen. */
export type Handshake =
  /** The port is closed: ECONNREFUSED. */
  | { readonly kind: 'refused'; readonly delayMs: number }
  /** Nothing answers: the client's connect timeout, else the system's (ETIMEDOUT). */
  | { readonly kind: 'unreachable'; readonly delayMs: number }
  /** The name isn't found (ENOTFOUND), or no name server answers (EAI_AGAIN). */
  | { readonly kind: 'name'; readonly code: 'ENOTFOUND' | 'EAI_AGAIN'; readonly delayMs: number }
  /** The TLS handshake fails as the client's own trust has it. */
  | { readonly kind: 'tls'; readonly flaw: TlsFlaw; readonly delayMs: number }
  /** One address family is black-holed: a client that tries both stands late, one that doesn't gets nowhere. */
  | { readonly kind: 'family'; readonly family: 4 | 6; readonly delayMs: number }
  /** The connection stands, late: the time is lost at this stage. */
  | { readonly kind: 'late'; readonly phase: ConnectPhase; readonly delayMs: number }
