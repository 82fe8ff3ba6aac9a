import bankPromise from '../../policy/packs/bank-promise.json';
import china2020 from '../../policy/packs/china-2020.json';
import ukDisp from '../../policy/packs/uk-disp.json';
import usCfpb from '../../policy/packs/us-cfpb.json';
import { readPolicyPack, type PolicyPack } from './policy-pack';

/** The packs that come with Hearback, by id. Which are in force is the bank's choice. */
export function shippedPacks(): ReadonlyMap<string, PolicyPack> {
  return new Map([bankPromise, china2020, ukDisp, usCfpb].map((file) => [file.id, packOf(file)]));
}

function packOf(file: { id: string }): PolicyPack {
  const result = readPolicyPack(file);
  if (!result.ok) throw new Error(`the shipped pack ${file.id} is faulty:\n${result.faults.join('\n')}`);
  return result.pack;
}
