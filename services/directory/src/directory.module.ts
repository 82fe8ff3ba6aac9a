import { ACCESS_REGISTRY, signSession, type AccessRegistry, type Keys } from '@hearback/access';
import type { OutboxRelay, Pool } from '@hearback/postgres';
import { SERVICE_PARTS, type ServicePart } from '@hearback/service';
import type { DynamicModule } from '@nestjs/common';
import { AccessController, CHANGE_API_KEYS, POOL } from './access.controller';
import { changeApiKeys } from './change-api-keys';
import { changeIdentities } from './change-identities';
import { changeSources } from './change-sources';
import { FormatsController } from './formats.controller';
import { CHANGE_IDENTITIES, IdentitiesController } from './identities.controller';
import { verifyPassword } from './io/password-hash';
import { findUser, type User } from './io/user-store';
import { signIn } from './sign-in';
import { SIGN_IN, SignInController } from './sign-in.controller';
import { CHANGE_SOURCES, SOURCE_TERMS, SourcesController, type SourceTerms } from './sources.controller';

export interface DirectoryParts {
  pool: Pool;
  relay: OutboxRelay;
  access: AccessRegistry;
  keys: Keys;
  sessionHours: number;
  sourceTerms: SourceTerms;
  /** In the order they were started. */
  parts: ServicePart[];
}

/** Wires the HTTP interface to parts that were started before it. */
export class DirectoryModule {
  static with(started: DirectoryParts): DynamicModule {
    const { pool, relay, access, keys, sessionHours, sourceTerms, parts } = started;
    const now = () => new Date();
    return {
      module: DirectoryModule,
      controllers: [SignInController, AccessController, SourcesController, FormatsController, IdentitiesController],
      providers: [
        { provide: SERVICE_PARTS, useValue: parts },
        { provide: ACCESS_REGISTRY, useValue: access },
        { provide: POOL, useValue: pool },
        { provide: CHANGE_API_KEYS, useFactory: () => changeApiKeys({ pool, kick: relay.kick, now }) },
        {
          provide: CHANGE_SOURCES,
          useFactory: () => changeSources({ pool, key: keys.secrets, kick: relay.kick, now }),
        },
        { provide: SOURCE_TERMS, useValue: sourceTerms },
        { provide: CHANGE_IDENTITIES, useFactory: () => changeIdentities({ pool, kick: relay.kick, now }) },
        {
          provide: SIGN_IN,
          useFactory: () =>
            signIn({
              findUser: (name) => findUser(pool, name),
              verify: verifyPassword,
              sign: (user: User, scopes, times) =>
                signSession(keys.session, { userId: user.userId, name: user.displayName, scopes: [...scopes] }, times),
              sessionHours,
              now,
            }),
        },
      ],
    };
  }
}
