/**
 * A link that opens a map with the way to a place: Android hands `geo:` to whichever map is
 * installed; elsewhere (iPhone, laptop) a web address does, which the map there takes over.
 */
export function directionsLink(
  place: { lat: number | null; lon: number | null; address: string | null; name: string },
  userAgent: string,
): string | null {
  const { lat, lon } = place;
  if (lat !== null && lon !== null) {
    return userAgent.includes('Android')
      ? `geo:${lat},${lon}?q=${lat},${lon}(${encodeURIComponent(place.name)})`
      : `https://www.google.com/maps/dir/?api=1&destination=${lat},${lon}`;
  }
  if (place.address === null) return null;
  const query = encodeURIComponent(place.address);
  return userAgent.includes('Android')
    ? `geo:0,0?q=${query}`
    : `https://www.google.com/maps/search/?api=1&query=${query}`;
}

/** The link that calls a number, however it is written. */
export const telLink = (phone: string): string => `tel:${phone.replace(/[^+\d]/g, '')}`;
