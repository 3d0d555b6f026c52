/** The kind of a detail, or of a value, that is hidden from who reads it: what stands there is dots, never the value. */
export const MASKED = "masked";
