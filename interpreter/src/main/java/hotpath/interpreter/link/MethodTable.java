package hotpath.interpreter.link;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.classfile.MethodInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All methods of a VM by id. The id of a method is in its descriptor, hence in every frame. */
public final class MethodTable {
  private final GuestMemory memory;
  private final List<Method> methods = new ArrayList<>();

  public MethodTable(GuestMemory memory) {
    this.memory = memory;
  }

  Method add(
      InstanceKlass holder,
      MethodInfo info,
      int index,
      Method.Origin origin,
      @Nullable LinkageFailure errorWhenCalled) {
    Method method = new Method(methods.size(), holder, info, index, origin, errorWhenCalled);
    methods.add(method);
    return method;
  }

  public int size() {
    return methods.size();
  }

  public Method withId(int id) {
    return methods.get(id);
  }

  /** The method of a descriptor. */
  public Method at(long descriptor) {
    return methods.get(memory.i32(descriptor + MethodDescriptorLayout.ID));
  }
}
