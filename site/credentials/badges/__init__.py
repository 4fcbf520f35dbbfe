"""Open Badges 3.0: a certificate as a W3C Verifiable Credential 2.0. Pure, save `issuer` and `picture`."""
