export interface City {
  readonly city: string;
  readonly state: string | null;
  readonly country: string;
  readonly airportCode: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly currency: string;
}

function city(
  name: string,
  state: string | null,
  country: string,
  airportCode: string,
  latitude: number,
  longitude: number,
  currency: string,
): City {
  return { city: name, state, country, airportCode, latitude, longitude, currency };
}

export const CITIES: readonly City[] = [
  city('Amsterdam', null, 'Netherlands', 'AMS', 52.3676, 4.9041, 'EUR'),
  city('Austin', 'Texas', 'United States', 'AUS', 30.2672, -97.7431, 'USD'),
  city('Bengaluru', 'Karnataka', 'India', 'BLR', 12.9716, 77.5946, 'INR'),
  city('Berlin', null, 'Germany', 'BER', 52.52, 13.405, 'EUR'),
  city('Boston', 'Massachusetts', 'United States', 'BOS', 42.3601, -71.0589, 'USD'),
  city('Chicago', 'Illinois', 'United States', 'ORD', 41.8781, -87.6298, 'USD'),
  city('København', null, 'Denmark', 'CPH', 55.6761, 12.5683, 'DKK'),
  city('Denver', 'Colorado', 'United States', 'DEN', 39.7392, -104.9903, 'USD'),
  city('Dublin', null, 'Ireland', 'DUB', 53.3498, -6.2603, 'EUR'),
  city('London', 'England', 'United Kingdom', 'LHR', 51.5072, -0.1276, 'GBP'),
  city('Madrid', null, 'Spain', 'MAD', 40.4168, -3.7038, 'EUR'),
  city('Melbourne', 'Victoria', 'Australia', 'MEL', -37.8136, 144.9631, 'AUD'),
  city('New York', 'New York', 'United States', 'JFK', 40.7128, -74.006, 'USD'),
  city('Paris', null, 'France', 'CDG', 48.8566, 2.3522, 'EUR'),
  city('San Francisco', 'California', 'United States', 'SFO', 37.7749, -122.4194, 'USD'),
  city('São Paulo', 'São Paulo', 'Brazil', 'GRU', -23.5558, -46.6396, 'BRL'),
  city('Seattle', 'Washington', 'United States', 'SEA', 47.6062, -122.3321, 'USD'),
  city('Singapore', null, 'Singapore', 'SIN', 1.3521, 103.8198, 'SGD'),
  city('東京', null, 'Japan', 'HND', 35.6764, 139.65, 'JPY'),
  city('Toronto', 'Ontario', 'Canada', 'YYZ', 43.6532, -79.3832, 'CAD'),
  city('Zürich', null, 'Switzerland', 'ZRH', 47.3769, 8.5417, 'CHF'),
];

const EARTH_RADIUS_MILES = 3959;

/** Along a great circle, in whole miles. */
export function milesBetween(from: City, to: City): number {
  const [a, b] = [radians(from.latitude), radians(to.latitude)];
  const turn = radians(to.longitude - from.longitude);
  const cosine = Math.sin(a) * Math.sin(b) + Math.cos(a) * Math.cos(b) * Math.cos(turn);
  return Math.round(EARTH_RADIUS_MILES * Math.acos(Math.min(1, cosine)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
