/** Options of a source or sink: Spark takes text only. */
export type OptionValue = string | number | bigint | boolean;
export type OptionValues = Readonly<Record<string, OptionValue>>;

export function toOptions(values: OptionValues): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
}

/** What all readers and writers gather. */
export abstract class SourceBuilder {
  protected formatName: string | undefined;
  protected readonly optionTexts: Record<string, string> = {};

  /** The name of a source or sink: "json", "parquet", "kafka". */
  format(name: string): this {
    this.formatName = name;
    return this;
  }

  option(key: string, value: OptionValue): this {
    return this.options({ [key]: value });
  }

  options(values: OptionValues): this {
    Object.assign(this.optionTexts, toOptions(values));
    return this;
  }
}
