import type { SourceFailure } from './finding';

/** What is wrong with a source and what to do about it, as two sentences without their ends. */
export function sourceText(
  failed: SourceFailure & { readonly url: string; readonly host: string },
): [what: string, remedy: string] {
  const cannot = `it cannot fetch ${failed.url}`;
  const otherwise = 'or name a proxy or a mirror under sources';
  switch (failed.reason) {
    case 'proxy-name':
      return [
        `${cannot}: the name of the proxy is not known there`,
        "Correct the proxy, or the machine's name servers",
      ];
    case 'name':
      return [`${cannot}: it knows no address of ${failed.host}`, `Mend its name servers, ${otherwise}`];
    case 'refused':
      return [
        `${cannot}: no connection to ${failed.host}, or to the proxy on the way`,
        `Let it through, ${otherwise}`,
      ];
    case 'no-answer':
      return [`${cannot}: ${failed.host} does not answer in time`, `Let it through, ${otherwise}`];
    case 'tls':
      return [`${cannot}: ${failed.host} does not speak TLS with it`, `See what is on the way, ${otherwise}`];
    case 'certificate':
      return [
        `${cannot}: the certificate of ${failed.host} is not trusted there`,
        'Name the certificate of its authority under sources.ca, or correct the clock',
      ];
    case 'proxy-refuses':
      return [
        `${cannot}: the proxy answers ${failed.status} in place of ${failed.host}`,
        failed.status === 407
          ? 'Have the proxy know the machine by its address: there is no field for a password'
          : 'Have the proxy let it through',
      ];
    case 'status':
      return [
        `${cannot}: ${failed.host} answers ${failed.status}`,
        'Correct the address, or put there what is missing',
      ];
    case 'other':
      return [`${cannot}: curl ends with exit code ${failed.curl}`, 'Run curl with that address there'];
  }
}
