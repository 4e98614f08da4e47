import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

export interface IdentityProvider {
  issuer: string;
  /** Who the next one to sign in there is, and by what methods that was proved. */
  next: { subject: string; methods: string[] };
  close(): Promise<void>;
}

/** A real OpenID provider on loopback, whose log-in page asks nothing: whoever comes is `next`. */
export async function startIdentityProvider(client: {
  id: string;
  secret: string;
  redirectUri: string;
}): Promise<IdentityProvider> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const configuration: Configuration = {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [client.redirectUri] }],
    pkce: { required: () => true },
    claims: { openid: ['sub', 'amr'] },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['only for a test'] },
    interactions: { url: (_context, interaction) => `/log-in/${interaction.uid}` },
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    async loadExistingGrant(context) {
      const { client: asking, session } = context.oidc;
      const clientId = asking?.clientId;
      const accountId = session?.accountId;
      if (clientId === undefined || accountId === undefined) return undefined;
      const grant = new context.oidc.provider.Grant({ clientId, accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  };
  const provider = new Provider(issuer, configuration);
  const handle = provider.callback();
  const running: IdentityProvider = {
    issuer,
    next: { subject: 'nobody', methods: ['pwd'] },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/log-in/') !== true) return void handle(request, response);
    const { subject, methods } = running.next;
    const login = { accountId: subject, amr: methods, remember: false };
    provider.interactionFinished(request, response, { login }).catch((thrown: unknown) => {
      response.statusCode = 500;
      response.end(String(thrown));
    });
  });
  return running;
}
