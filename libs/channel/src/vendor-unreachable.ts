/** A vendor gave no answer: no connection, no answer in time, or one larger than is read. It may answer later. */
export class VendorUnreachable extends Error {
  override readonly name = 'VendorUnreachable';
}

/** A source's address cannot be used as it is set; only an administrator can mend it. */
export class VendorAddressRefused extends Error {
  override readonly name = 'VendorAddressRefused';
}
