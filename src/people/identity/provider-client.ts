import { Inject, Injectable, Logger } from '@nestjs/common';
import * as oidc from 'openid-client';
import { ENV, type Env } from '../../platform/env.js';
import { AppError } from '../../platform/errors/app-error.js';

const TIMEOUT_S = 10;

/** What takes somebody to the provider and is needed again on the way back. */
export interface Departure {
  url: string;
  state: string;
  nonce: string;
  verifier: string;
}

/** Who came back: the provider's name for the person, and how it was proved there. */
export interface Arrival {
  issuer: string;
  subject: string;
  /** Methods of authentication, as RFC 8176 names them. */
  methods: readonly string[];
}

/**
 * The client of an OpenID provider: authorization code with PKCE, state and nonce. Off until
 * OIDC_ISSUER is set; the provider is asked for its addresses when it is first needed.
 */
@Injectable()
export class ProviderClient {
  private readonly log = new Logger('provider');
  private configuration: Promise<oidc.Configuration> | null = null;

  constructor(@Inject(ENV) private readonly env: Env) {}

  get name(): string | null {
    return this.env.provider?.name ?? null;
  }

  get issuer(): string | null {
    return this.env.provider?.issuer ?? null;
  }

  /** @throws AppError `no_provider` when it is off, `provider_failed` */
  async depart(): Promise<Departure> {
    const config = await this.connect();
    const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: this.redirectUri,
      scope: 'openid',
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, state, nonce, verifier };
  }

  /**
   * Takes the code to the provider and checks the identity it gives for it.
   * @param query of the address the browser came back to
   * @throws AppError `no_provider` when it is off, `provider_failed`
   */
  async arrive(query: string, trip: { state: string; nonce: string; verifier: string }): Promise<Arrival> {
    const config = await this.connect();
    const url = new URL(this.redirectUri);
    url.search = query;
    const tokens = await oidc
      .authorizationCodeGrant(config, url, {
        expectedState: trip.state,
        expectedNonce: trip.nonce,
        pkceCodeVerifier: trip.verifier,
        idTokenExpected: true,
      })
      .catch((thrown: unknown) => this.fail(thrown));
    const claims = tokens.claims();
    if (!claims) return this.fail(new Error('no identity was given'));
    const { iss: issuer, sub: subject, amr } = claims;
    const methods = Array.isArray(amr) ? amr.filter((one) => typeof one === 'string') : [];
    return { issuer, subject, methods };
  }

  private get redirectUri(): string {
    return `${this.env.provider?.publicUrl ?? ''}/api/sessions/provider/callback`;
  }

  private connect(): Promise<oidc.Configuration> {
    const { provider } = this.env;
    if (!provider) throw new AppError('no_provider');
    const issuer = new URL(provider.issuer);
    // Only this very machine may be spoken to in the clear: the environment is refused otherwise.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that it stands out; there is no other
    const execute = issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
    this.configuration ??= oidc
      .discovery(issuer, provider.clientId, provider.clientSecret, undefined, { execute, timeout: TIMEOUT_S })
      .catch((thrown: unknown) => {
        this.configuration = null; // asked for again the next time
        return this.fail(thrown);
      });
    return this.configuration;
  }

  /** The reason is for the operator; codes and tokens are in no message of the library's. */
  private fail(thrown: unknown): never {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    this.log.warn({ provider: 'failed', code, error: thrown instanceof Error ? thrown.message : 'unknown' });
    throw new AppError('provider_failed');
  }
}
