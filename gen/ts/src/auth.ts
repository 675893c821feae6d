/**
 * Who is calling: an API key or access token, or a function that gives one. The function is asked
 * before every request, and once more, with the token that was refused, when that has expired.
 */
export type Auth = string | ((expired?: string) => string | Promise<string>);

/** The part of a supabase-js client that fromSupabase needs. */
export interface Supabase {
  auth: {
    getSession(): Promise<{data: {session: Session | null}; error: unknown}>;
    refreshSession(): Promise<{data: {session: Session | null}; error: unknown}>;
  };
}

interface Session {
  access_token: string;
}

/** Nobody is signed in at Supabase, or the session cannot be refreshed any more. */
export class SignedOutError extends Error {
  override readonly name = 'SignedOutError';
}

/** The access token of whoever is signed in at Supabase, refreshed when it has expired. */
export function sessionOf(supabase: Supabase): Auth {
  return async (expired) => {
    let {data, error} = await supabase.auth.getSession();
    if (expired !== undefined && data.session?.access_token === expired) ({data, error} = await supabase.auth.refreshSession());
    if (!data.session) throw new SignedOutError('Sign in at Supabase first: there is no session.', {cause: error});
    return data.session.access_token;
  };
}
