import { formatEnergyBand } from "../../../base/format.ts";
import { draftClaims, draftOrder } from "../../../device/energy/draft.ts";

/** What a draft on unit energies says, what is accepted, and how far apart they are. */
export function DraftTable() {
  return (
    <>
      <table className="energy-sources">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">The draft</th>
            <th scope="col">Accepted</th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {draftClaims.map(({ what, draft, value, accepted, verdict }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{formatEnergyBand(draft.low, draft.high)}</td>
              <td>
                {formatEnergyBand(value.low, value.high)}: {accepted}
              </td>
              <td>{verdict}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{draftOrder}</p>
    </>
  );
}
