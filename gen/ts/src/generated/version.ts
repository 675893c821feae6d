// Code generated from api/openapi.yaml by ./task generate; DO NOT EDIT.
/** The contract's that this client was written for. */
export const version = '1.0.0';
