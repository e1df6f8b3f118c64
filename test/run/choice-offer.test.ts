/** What a page offers to tick is what `choose` takes, and its answers are those that `choose` gives. */
import { capabilities } from '../../lib/cni';
import { isMet } from '../../lib/report';
import { choose } from '../../lib/run';
import { choiceOffer } from '../../lib/run/choose/offer';

describe('what can be ticked', () => {
  const offer = choiceOffer();
  const needs = offer.capabilities.flatMap((one) => one.needs);

  test('is every capability, and of kernels those that some mode asks for, the oldest first', () => {
    expect(offer.capabilities.map(({ id }) => id)).toEqual(capabilities.map(({ id }) => id));
    const kernels = needs.filter((need) => need.startsWith('kernel='));
    expect(kernels).toEqual(['kernel=3.12', 'kernel=5.6', 'kernel=5.10', 'kernel=5.13']);
  });

  test.each(needs)('is answered for %s as if it alone was asked for', (need) => {
    const met = offer.modes.map(({ labOnly, dataPlanes }) =>
      dataPlanes.map(({ answers }) => !labOnly && isMet(answers.find((one) => one.need === need)!)),
    );
    const alone = choose({ needs: [need] }).modes.map(({ dataPlanes }) =>
      dataPlanes.map(({ eligible }) => eligible),
    );
    expect(met).toEqual(alone);
  });
});
