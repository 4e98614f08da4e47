/**
 * The question as a network of flow, on typed arrays. Sources are people who are the same to the
 * problem; they flow over their own arcs into hubs, and over the few arcs between hubs to hub 0, where
 * everything ends. Convex costs are parallel hub arcs: a hub's arcs are filled in the order they stand.
 */
export interface Network {
  /** How many people each source stands for. */
  supply: Int32Array;
  /**
   * Source s has the arcs arcStart[s] … arcStart[s + 1] − 1, by rising hub. Besides, its people may
   * always stay out: to hub 0, at cost 0.
   */
  arcStart: Int32Array;
  arcHub: Int32Array;
  /** Whole numbers, as all costs here: doubles hold them exactly up to 2^53. */
  arcCost: Float64Array;
  /** Number of hubs; every hub but 0 has an arc towards it, directly or over one other hub. */
  hubs: number;
  from: Int32Array;
  to: Int32Array;
  capacity: Int32Array;
  cost: Float64Array;
}
