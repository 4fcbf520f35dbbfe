// Judges a credential with programs that others wrote. Reads one question as JSON from standard input:
// {credential, token, didDocument, statusList, contexts}; writes what each verifier found. No network:
// whatever is not in the question is refused.
import * as jcs from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import * as rdfc from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as statusLists from '@digitalbazaar/vc-bitstring-status-list';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {compactVerify, importJWK} from 'jose';
import {text} from 'node:stream/consumers';

const question = JSON.parse(await text(process.stdin));
const {contexts, credential, didDocument, statusList, token} = question;

async function documentLoader(url) {
  const found = contexts[url] ?? published(url);
  if(!found) {
    throw new Error(`${url} is not at hand.`);
  }
  return {contextUrl: null, documentUrl: url, document: found};
}

function published(url) {
  if(statusList && url === statusList.id) {
    return statusList;
  }
  if(url === didDocument.id) {
    return didDocument;
  }
  const method = didDocument.verificationMethod.find(({id}) => id === url);
  return method && {'@context': 'https://w3id.org/security/multikey/v1', ...method};
}

const suites = {
  'eddsa-rdfc-2022': new DataIntegrityProof({cryptosuite: rdfc.cryptosuite}),
  'eddsa-jcs-2022': new DataIntegrityProof({cryptosuite: jcs.createVerifyCryptosuite()})
};

function why({error}) {
  return String(error?.errors?.map(each => each.message).join('; ') ?? error?.message ?? '');
}

async function checkStatus({credential}) {
  return statusLists.checkStatus({
    credential, documentLoader, suite: Object.values(suites)
  });
}

const answer = {};
for(const [name, suite] of Object.entries(suites)) {
  // A proof set: a verifier takes the proof of the suite that it knows.
  const proof = credential.proof.filter(({cryptosuite}) => cryptosuite === name);
  const result = await vc.verifyCredential({
    credential: {...credential, proof}, suite, documentLoader, checkStatus
  });
  answer[name] = {
    verified: result.verified,
    proved: result.results?.every(({verified}) => verified) ?? false,
    withdrawn: result.statusResult?.results?.some(({status}) => status) ?? null,
    why: why(result)
  };
}

try {
  const {kid} = JSON.parse(Buffer.from(token.split('.')[0], 'base64url'));
  const method = didDocument.verificationMethod.find(({id}) => id === kid);
  const {payload} = await compactVerify(token, await importJWK(method.publicKeyJwk, 'EdDSA'));
  answer.jwt = {verified: true, claims: JSON.parse(new TextDecoder().decode(payload))};
} catch(error) {
  answer.jwt = {verified: false, why: error.message};
}

process.stdout.write(JSON.stringify(answer));
