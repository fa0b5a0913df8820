/** Certificates of a real TLS server, made when they are needed: right ones, and each flaw that a drill knows. */
import 'reflect-metadata'
import {
  BasicConstraintsExtension,
  type Extension,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'

/** What a TLS server needs, and the issuer that its client may trust. */
export interface Identity {
  readonly cert: string
  readonly key: string
  readonly issuer: string
}

/** What can be wrong with a certificate. */
export type Flaw = 'expired' | 'self-signed' | 'wrong-host' | 'unknown-issuer'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const DAY_MS = 86_400_000

type KeyPair = Awaited<ReturnType<typeof keyPair>>

interface Issuer {
  readonly certificate: X509Certificate
  readonly keys: KeyPair
}

/** The host that a certificate for the wrong host is for. */
const ANOTHER_HOST = 'another.host.invalid'

/** A server's certificate for this host; `null` for one without a flaw. */
export async function identityFor(host: string, flaw: Flaw | null): Promise<Identity> {
  const root = await issuer()
  const keys = await keyPair()
  const ends = Date.now() + (flaw === 'expired' ? -DAY_MS : DAY_MS)
  const name = flaw === 'wrong-host' ? ANOTHER_HOST : host
  const parameters = {
    notBefore: new Date(Date.now() - 30 * DAY_MS),
    notAfter: new Date(ends),
    signingAlgorithm: ALGORITHM,
    extensions: [alternativeName(name)],
  }
  const certificate =
    flaw === 'self-signed'
      ? await X509CertificateGenerator.createSelfSigned({ ...parameters, name: `CN=${name}`, keys })
      : await X509CertificateGenerator.create({
          ...parameters,
          subject: `CN=${name}`,
          issuer: root.certificate.subject,
          publicKey: keys.publicKey,
          signingKey: root.keys.privateKey,
        })
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  return {
    cert: certificate.toString('pem'),
    key: PemConverter.encode(key, 'PRIVATE KEY'),
    issuer: root.certificate.toString('pem'),
  }
}

async function issuer(): Promise<Issuer> {
  const keys = await keyPair()
  const certificate = await X509CertificateGenerator.createSelfSigned({
    // Two issuers of one name would be taken for each other.
    name: `CN=Issuer ${crypto.randomUUID()}`,
    notBefore: new Date(Date.now() - 60 * DAY_MS),
    notAfter: new Date(Date.now() + 60 * DAY_MS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  })
  return { certificate, keys }
}

async function keyPair() {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
}

function alternativeName(host: string): Extension {
  return new SubjectAlternativeNameExtension([{ type: 'dns', value: host }])
}
