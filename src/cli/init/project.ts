/** What there is in the project that `init` is started in. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { wrongUse } from '../../errors.ts'

/** The SDKs that a client can be written with, by the API that they speak to. */
export const SDKS = { anthropic: '@anthropic-ai/sdk', openai: 'openai', gemini: '@google/genai' } as const

/** An API that a client can be written for. */
export type Api = keyof typeof SDKS

/** A project, as far as it matters to what is written into it. */
export interface Project {
  readonly isTypeScript: boolean
  /** The extension of its modules. */
  readonly extension: 'ts' | 'js' | 'mjs'
  /** The API of the SDK that is installed. */
  readonly api: Api
  /** Whether that SDK is among its dependencies. */
  readonly hasSdk: boolean
  readonly hasVitest: boolean
  readonly hasFiredrill: boolean
  readonly hasManifest: boolean
  /** What installs its dependencies in CI, and adds one. */
  readonly installer: Installer
}

/** A package manager, by its commands. */
export interface Installer {
  readonly install: string
  readonly add: string
}

/**
 * Looks at the project in a directory.
 *
 * @param asked The API that the user asks for, or null.
 * @throws FiredrillError (`wrong-use`) for a package.json that can't be read.
 */
export function projectIn(directory: string, asked: Api | null): Project {
  const has = (file: string) => existsSync(join(directory, file))
  const manifest = has('package.json') ? manifestIn(directory) : {}
  const { dependencies, devDependencies, peerDependencies } = manifest
  const installed = { ...peerDependencies, ...devDependencies, ...dependencies }
  const detected = (Object.keys(SDKS) as Api[]).find((api) => SDKS[api] in installed)
  const api = asked ?? detected ?? 'anthropic'
  const isTypeScript = has('tsconfig.json') || 'typescript' in installed
  return {
    isTypeScript,
    extension: isTypeScript ? 'ts' : manifest.type === 'module' ? 'js' : 'mjs',
    api,
    hasSdk: SDKS[api] in installed,
    hasVitest: 'vitest' in installed,
    hasFiredrill: 'firedrill' in installed,
    hasManifest: has('package.json'),
    installer: INSTALLERS.find(([lock]) => has(lock))?.[1] ?? { install: 'npm install', add: 'npm i -D' },
  }
}

interface Manifest {
  readonly type?: string
  readonly dependencies?: Record<string, string>
  readonly devDependencies?: Record<string, string>
  readonly peerDependencies?: Record<string, string>
}

function manifestIn(directory: string): Manifest {
  try {
    return Object(JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))) as Manifest
  } catch (error) {
    const why = `package.json can't be read: ${(error as Error).message}`.replace(/\.$/, '')
    throw wrongUse('look at the project', why, 'Correct it', error)
  }
}

const INSTALLERS: readonly (readonly [lock: string, Installer])[] = [
  ['package-lock.json', { install: 'npm ci', add: 'npm i -D' }],
  ['pnpm-lock.yaml', { install: 'corepack enable && pnpm install --frozen-lockfile', add: 'pnpm add -D' }],
  ['yarn.lock', { install: 'corepack enable && yarn install', add: 'yarn add -D' }],
]
