package hotpath.gc.harness;

import org.jspecify.annotations.Nullable;

/** What a guest object must be, held where no collector of ours can harm it. */
final class ShadowObject {
  final int id;
  final Shape shape;
  final int length;
  final @Nullable ShadowObject[] references;
  @Nullable ShadowObject referent;
  @Nullable ShadowObject next;
  @Nullable ShadowObject discovered;

  ShadowObject(int id, Shape shape, int length) {
    this.id = id;
    this.shape = shape;
    this.length = length;
    references = new ShadowObject[shape.slots(length)];
  }

  @Override
  public String toString() {
    return "#" + id;
  }
}
