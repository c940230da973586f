package hotpath.tssa.pass;

import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Snapshot;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import hotpath.tssa.ir.VirtualObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pass `sink`: an object that only exits need is not allocated; each exit that mentions it
 * describes it instead, with what its fields hold there ({@link VirtualObject}).
 *
 * <p>Such an object has a constant class word and size, and is used as the base of stores to its
 * fields, as the value of stores to fields of other such objects, and in snapshots, nowhere else.
 * Its fields are written by whole, in the block that allocates it: then what they hold at an exit
 * is known without following a loop. Whoever restores an exit makes the object and all it refers
 * to, once, so that references within the snapshot stay shared.
 */
final class AllocationSinking {
  /** Larger arrays would make exits slow and long. */
  private static final int LONGEST_ARRAY = 64;

  private final Tssa from;
  private final PassContext context;
  private final Liveness liveness;
  private final SinkableObjects objects;

  private AllocationSinking(Tssa from, PassContext context) {
    this.from = from;
    this.context = context;
    this.liveness = new Liveness(from, null, true);
    this.objects = new SinkableObjects(from, liveness, LONGEST_ARRAY);
  }

  static Tssa run(Tssa tssa, PassContext context) {
    if (!allocates(tssa)) {
      return tssa;
    }
    AllocationSinking pass = new AllocationSinking(tssa, context);
    return pass.objects.isEmpty() ? tssa : pass.sink();
  }

  private static boolean allocates(Tssa tssa) {
    for (Block block : tssa.blocks()) {
      for (Insn insn : block.insns()) {
        if (insn.op().has(TssaOp.Trait.FRESH)) {
          return true;
        }
      }
    }
    return false;
  }

  private Tssa sink() {
    Tssa to = Tssa.like(from);
    FoldingBuilder builder = FoldingBuilder.plain(to, to.newBlock(), context.options);
    Describer describer = new Describer(builder);
    BlockCopy.copyParams(from.blocks(), to, describer);
    for (Block block : from.blocks()) {
      builder.block(to.blocks().get(block.number()));
      for (Insn insn : block.insns()) {
        copy(insn, describer);
      }
    }
    return to;
  }

  private void copy(Insn insn, Describer describer) {
    if (insn.isConst()) {
      return;
    }
    if (insn.op() == TssaOp.STORE && objects.isSunk(Locations.root(insn.arg(0)))) {
      describer.store(insn);
      context.removed(insn, 0, "sink", "store-to-sunk-object", null);
    } else if (objects.isSunk(insn)) {
      context.removed(insn, 0, "sink", "sunk", describer.apply(insn));
    } else if (isAddressOfSunk(insn) || (!liveness.isLive(insn) && !insn.op().endsBlock())) {
      // It may use an object that is gone.
      context.removed(insn, 0, "sink", "unused", null);
    } else {
      BlockCopy.copy(insn, describer);
    }
  }

  private boolean isAddressOfSunk(Insn insn) {
    return insn.op() == TssaOp.ADDRESS && objects.isSunk(insn.arg(0));
  }

  /** Copies code and follows what the fields of the objects hold. */
  private final class Describer extends Reemitter {
    private VirtualObject.Field[][] fields = new VirtualObject.Field[from.idLimit()][];

    Describer(FoldingBuilder builder) {
      super(from, builder, AllocationSinking.this.context, 0);
    }

    /** The fields of an object stay in ascending order of offsets. */
    void store(Insn store) {
      int object = Locations.root(store.arg(0)).id();
      VirtualObject.Field field =
          new VirtualObject.Field(store.mem().disp(), store.mem().type(), store.arg(1));
      VirtualObject.Field[] before = fields[object];
      if (before == null) {
        fields[object] = new VirtualObject.Field[] {field};
        return;
      }
      int at = 0;
      while (at < before.length && before[at].offset() < field.offset()) {
        at++;
      }
      boolean again = at < before.length && before[at].offset() == field.offset();
      VirtualObject.Field[] now = Arrays.copyOf(before, again ? before.length : before.length + 1);
      if (!again) {
        System.arraycopy(before, at, now, at + 1, before.length - at);
      }
      now[at] = field;
      fields[object] = now;
    }

    @Override
    Exit exit(Exit old) {
      Snapshot snapshot = old.snapshot();
      return snapshot == null ? old : super.exit(old.withSnapshot(described(snapshot)));
    }

    /**
     * The snapshot with a description of each object that it mentions, still in values of the code
     * before.
     */
    private Snapshot described(Snapshot s) {
      List<Insn> mentioned = new ArrayList<>();
      for (int i = 0; i < s.slots().size(); i++) {
        mention(s.slots().get(i).value(), mentioned);
      }
      for (int i = 0; i < s.objects().size(); i++) {
        for (VirtualObject.Field field : s.objects().get(i).fields()) {
          mention(field.value(), mentioned);
        }
      }
      if (mentioned.isEmpty()) {
        return s;
      }
      List<VirtualObject> all = new ArrayList<>(s.objects());
      for (int i = 0; i < mentioned.size(); i++) {
        VirtualObject.Field[] known = fields[mentioned.get(i).id()];
        List<VirtualObject.Field> described = known == null ? List.of() : List.of(known);
        for (int k = 0; k < described.size(); k++) {
          mention(described.get(k).value(), mentioned);
        }
        all.add(new VirtualObject(mentioned.get(i), described));
      }
      return new Snapshot(s.slots(), all, s.count(), s.countPlus(), s.resume());
    }

    private void mention(Insn value, List<Insn> mentioned) {
      if (objects.isSunk(value) && !mentioned.contains(value)) {
        mentioned.add(value);
      }
    }
  }
}
