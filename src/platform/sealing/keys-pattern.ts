/** `2:<base64 of 32 bytes>,1:…`: the first one seals, the others only open what was sealed before. */
export const KEYS_PATTERN = /^\d{1,3}:[A-Za-z0-9+/]{43}=(,\d{1,3}:[A-Za-z0-9+/]{43}=)*$/;
