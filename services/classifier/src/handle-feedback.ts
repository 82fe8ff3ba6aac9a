// At least once. Nothing is kept and nothing is written but the outcome: a crash at any point delivers the messages again,
// and the same feedback under the same rules and model gives the same event with the same id.
import { feedbackClassified, type FeedbackDeduplicated, type Labels } from '@hearback/contracts';
import { park, pass, publication, type Message, type Outcome } from '@hearback/kafka';
import type { ClassifyInput } from './domain/classify';
import { textLanguage } from './text-language';

export interface Classifier {
  classify(input: ClassifyInput): Labels;
}

/** Adds labels to feedbacks. A text that the classifier cannot bear is a bug: it is parked and holds up nobody else. */
export async function handleFeedback(
  classifier: Classifier,
  messages: readonly Message<FeedbackDeduplicated>[],
): Promise<Outcome[]> {
  return messages.map(({ data }) => {
    try {
      return pass(publication(feedbackClassified, { ...data, labels: labelsOf(classifier, data) }));
    } catch (error) {
      return park('classify-failed', error);
    }
  });
}

function labelsOf({ classify }: Classifier, { feedback }: FeedbackDeduplicated): Labels {
  const { text, title, rating, channel, language, script } = feedback;
  const known = language === 'unknown' ? textLanguage(text) : { language, script };
  return classify({ text, title, rating, channel, ...known });
}
