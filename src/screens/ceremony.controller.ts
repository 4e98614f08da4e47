import {
  Body,
  Controller,
  Delete,
  Get,
  Inject,
  Param,
  Post,
  Put,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type Ceremony,
  CeremonySchema,
  type DressStage,
  DressStageSchema,
  type FreezeStage,
  FreezeStageSchema,
  type MoveStage,
  MoveStageSchema,
  type WriteCues,
  WriteCuesSchema,
} from '../contracts/ceremony.js';
import { IdSchema } from '../contracts/common.js';
import { uploadedFile } from '../platform/files/uploaded-file.js';
import { CurrentPrincipal, Endpoint } from '../platform/policy/endpoint.js';
import type { Principal } from '../platform/policy/principal.js';
import { CeremonyService } from './ceremony.service.js';
import { LogoService } from './logo.service.js';

@ApiTags('ceremony')
@Controller('events/:eventId/ceremony')
export class CeremonyController {
  constructor(
    @Inject(CeremonyService) private readonly ceremony: CeremonyService,
    @Inject(LogoService) private readonly logos: LogoService,
  ) {}

  @Get()
  @Endpoint({ action: 'ceremony.read', answer: CeremonySchema })
  get(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
  ): Promise<Ceremony> {
    return this.ceremony.get(principal, eventId);
  }

  @Post('cue')
  @Endpoint({ action: 'ceremony.run', answer: CeremonySchema })
  move(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: MoveStageSchema }) wish: MoveStage,
  ): Promise<Ceremony> {
    return this.ceremony.move(principal, eventId, wish);
  }

  @Post('freeze')
  @Endpoint({ action: 'ceremony.run', answer: CeremonySchema })
  freeze(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: FreezeStageSchema }) wish: FreezeStage,
  ): Promise<Ceremony> {
    return this.ceremony.freeze(principal, eventId, wish);
  }

  @Put('cues')
  @Endpoint({ action: 'ceremony.run', answer: CeremonySchema })
  write(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: WriteCuesSchema }) list: WriteCues,
  ): Promise<Ceremony> {
    return this.ceremony.write(principal, eventId, list);
  }

  @Put('look')
  @Endpoint({ action: 'ceremony.run', answer: CeremonySchema })
  dress(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Body({ schema: DressStageSchema }) look: DressStage,
  ): Promise<Ceremony> {
    return this.ceremony.dress(principal, eventId, look);
  }

  @Post('logo')
  @Endpoint({ action: 'ceremony.run', answer: CeremonySchema, takesFile: true })
  async keepLogo(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Req() request: FastifyRequest,
  ): Promise<Ceremony> {
    const { content } = await uploadedFile(request);
    return this.logos.keep(principal, eventId, content);
  }

  @Delete('logo')
  @Endpoint({ action: 'ceremony.run', answer: CeremonySchema })
  dropLogo(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
  ): Promise<Ceremony> {
    return this.logos.drop(principal, eventId);
  }

  /** Its address names the picture (`?tag=`), so a wall may keep it. */
  @Get('logo')
  @Endpoint({ action: 'live.screen' })
  async logo(
    @CurrentPrincipal() principal: Principal,
    @Param('eventId', { schema: IdSchema }) eventId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { type, picture } = await this.logos.show(principal, eventId);
    void reply.header('cache-control', 'private, max-age=86400, immutable');
    return new StreamableFile(picture, { type });
  }
}
